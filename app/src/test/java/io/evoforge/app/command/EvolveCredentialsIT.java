package io.evoforge.app.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.evoforge.app.command.Canary.ProcessTree;
import io.evoforge.app.command.EvoforgeProcess.Run;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that push to a git server with a token from Secrets Manager, as processes that log at TRACE. */
class EvolveCredentialsIT {
    private static final String CODEC = "src/main/java/io/evoforge/evolved/EvolvedCodec.java";

    /** A new run asks the branch where to begin, unless it is told; without credentials it has to be told. */
    private static final String WITHOUT_THE_BRANCH = "run.origin=codec";

    private final Canary first = new Canary("ghp_firstCanary0123456789abcdefgh+/", "codec-bot");
    private final Canary second = new Canary("ghp_secondCanary0123456789abcdefg+/", "codec-bot");
    private final WireMockServer aws = new WireMockServer(wireMockConfig().dynamicPort());

    @TempDir
    private Path directory;

    private Path work;
    private Path remote;
    private SmartHttpGitServer hub;

    @BeforeEach
    void a_clip_a_recording_and_two_servers() throws IOException {
        aws.start();
        work = Files.createDirectory(directory.resolve("work"));
        TestClip.write(work.resolve("clip.y4m"));
        Path recording = Files.createDirectory(work.resolve("recording"));
        Files.write(recording.resolve("001.md"), resource("recording/003.md"));
        Path served = Files.createDirectory(directory.resolve("served"));
        remote = LocalRemote.at(served.resolve("codec.git")).directory();
        hub = SmartHttpGitServer.start(served, "codec-bot", first.token());
    }

    @AfterEach
    void stop() {
        hub.close();
        aws.stop();
    }

    @Test
    void a_token_rotated_in_a_run_is_taken_up_with_one_read_and_neither_is_left_anywhere() throws Exception {
        secretHolds(first, second);
        hub.changePasswordAfterPush(second.token());
        ProcessTree processes = new ProcessTree();

        Run evolve = run("text", processes, "evolve");
        int reads = secretReads();
        Run status = run("json", processes, "status", "--json");
        Run help = run("text", processes, "credentials", "setup", "--help");

        assertThat(evolve.code()).as(evolve.complaint()).isZero();
        assertThat(titles()).containsExactly("Seed codec - v1", "🤖 Autonomous Code Evolution - v2");
        assertThat(status.out()).contains("\"pendingPublications\" : [ ]");
        assertThat(reads).as("first read and one refresh").isEqualTo(2);
        assertThat(hub.requests()).anyMatch(request -> !request.authorized());
        // a scan of nothing would find nothing
        assertThat(evolve.error()).contains(" TRACE ", "awssdk");
        assertThat(status.error()).contains("\"level\":\"TRACE\"");
        assertThat(processes.arguments()).hasSizeGreaterThan(3);
        assertThat(processes.environments()).isNotEmpty();
        for (Canary canary : List.of(first, second)) {
            canary.assertAbsentFrom(evolve, status, help);
            processes.arguments().forEach(text -> canary.assertAbsentFrom("an argument of a process", text));
            processes.environments().forEach(text -> canary.assertAbsentFrom("the environment of a process", text));
            canary.assertAbsentFrom("an object of the remote", objects(remote));
            canary.assertAbsentFrom(
                    "an object of the state directory", objects(work.resolve("state/git/repository.git")));
            assertThat(canary.assertAbsentFromStore(work.resolve("state"))).isPositive();
            assertThat(canary.assertAbsentBelow(directory)).isGreaterThan(10);
        }
    }

    @Test
    void a_revoked_token_pauses_publishing_only_and_the_secret_is_read_once_per_interval() throws Exception {
        secretHolds(first, first);
        hub.changePassword("the token was revoked");

        Run revoked =
                run("json", process -> {}, "evolve", "--set", "commit.drain-time=5s", "--set", WITHOUT_THE_BRANCH);
        int reads = secretReads();
        long refusals =
                hub.requests().stream().filter(request -> !request.authorized()).count();
        Run status = run("text", process -> {}, "status");
        hub.changePassword(first.token());
        Run granted = run("text", process -> {}, "evolve", "--resume");

        assertThat(revoked.code()).as(revoked.complaint()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(revoked.error()).contains("v1 is kept and not published yet", "v2 is kept and not published yet");
        assertThat(refusals).isGreaterThan(1);
        assertThat(reads).as("first read and one refresh").isEqualTo(2);
        assertThat(status.out()).contains("Pending publications: 2");
        assertThat(granted.code()).as(granted.complaint()).isZero();
        assertThat(titles()).containsExactly("Seed codec - v1", "🤖 Autonomous Code Evolution - v2");
        first.assertAbsentFrom(revoked, status, granted);
        first.assertAbsentBelow(directory);
    }

    @Test
    void a_missing_secret_pauses_publishing_only() throws Exception {
        aws.stubFor(getSecretValue()
                .willReturn(json("{\"__type\":\"ResourceNotFoundException\"}").withStatus(400)));

        Run evolve = run("text", process -> {}, "evolve", "--set", "commit.drain-time=1s", "--set", WITHOUT_THE_BRANCH);

        assertThat(evolve.code()).as(evolve.complaint()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(evolve.out()).contains("1 candidates, 1 adopted, champion v2");
        assertThat(evolve.error())
                .contains("v1 is kept and not published yet", "there is no such secret", "evoforge credentials setup");
    }

    @Test
    void a_candidate_that_holds_the_token_in_use_is_refused_and_stays_here() throws Exception {
        String token = "plain-looking-0123456789"; // no rule knows its form
        hub.changePassword(token);
        Path file = Files.createFile(
                directory.resolve("credentials"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, """
                username = codec-bot
                token = %s
                email = bot@example.com
                repo = %s
                """.formatted(token, hub.url("codec.git").value()));
        Path reply = work.resolve("recording/001.md");
        Files.writeString(
                reply,
                Files.readString(reply)
                        .replaceFirst(
                                "(public final class EvolvedCodec[^{]*\\{)",
                                "$1\n    static final String LABEL = \"plain-looking\" + \"-0123456789\";"));

        Run evolve = run(
                "text",
                process -> {},
                "evolve",
                "--set",
                "credentials.sources=file",
                "--set",
                "credentials.file=" + file);

        assertThat(evolve.code()).as(evolve.complaint()).isZero();
        assertThat(evolve.out()).contains("at stage source", "credential in use in line");
        assertThat(titles()).containsExactly("Seed codec - v1");
        assertThat(git(remote, "show", "main:" + CODEC)).doesNotContain("plain-looking");
        assertThat(evolve.error()).doesNotContain(token);
    }

    private Run run(String logFormat, EvoforgeProcess.Watcher watcher, String... arguments) throws Exception {
        Files.writeString(work.resolve("evoforge.yaml"), """
                state.directory: state
                proposer: {kind: recorded, recording: recording}
                video.files: [clip.y4m]
                commit: {strategy: push, remote: "%s", drain-time: 5m}
                gate: {worst-bd-rate-percent: 50}
                evaluator: {allow-push-below-full: true}
                credentials: {sources: [aws], aws-region: us-east-1, aws-endpoint: "%s", reread-interval: 1h, deadline: 240s}
                """.formatted(
                        hub.url("codec.git").value(), aws.baseUrl()));
        return new EvoforgeProcess(
                        work,
                        Map.of(
                                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                "EVOFORGE_LOG_LEVEL", "TRACE",
                                "EVOFORGE_LOG_FORMAT", logFormat))
                .run("", watcher, arguments);
    }

    /** The secret holds the token of {@code now} when it is read for the first time, and that of {@code then} later. */
    private void secretHolds(Canary now, Canary then) {
        aws.stubFor(getSecretValue()
                .inScenario("rotation")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(secret(now))
                .willSetStateTo("rotated"));
        aws.stubFor(getSecretValue()
                .inScenario("rotation")
                .whenScenarioStateIs("rotated")
                .willReturn(secret(then)));
    }

    private ResponseDefinitionBuilder secret(Canary canary) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode content = mapper.createObjectNode()
                .put("username", "codec-bot")
                .put("token", canary.token())
                .put("email", "bot@example.com")
                .put("repo", hub.url("codec.git").value());
        return json(mapper.createObjectNode()
                .put("SecretString", content.toString())
                .toString());
    }

    private static MappingBuilder getSecretValue() {
        return post("/").withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse()
                .withHeader("Content-Type", "application/x-amz-json-1.1")
                .withBody(body);
    }

    private int secretReads() {
        return aws.findAll(postRequestedFor(urlEqualTo("/"))).size();
    }

    private List<String> titles() throws IOException, InterruptedException {
        return git(remote, "log", "--reverse", "--format=%s", "main").lines().toList();
    }

    /** The content of every object, which the files of a repository hold compressed. */
    private static String objects(Path repository) throws IOException, InterruptedException {
        String content = git(repository, "cat-file", "--batch-all-objects", "--batch");
        assertThat(content).contains("Seed codec - v1");
        return content;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
