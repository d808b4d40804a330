package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on a small clip, from the command line to the remote repository, judged by plain git. */
class EvolveIT {
    @TempDir
    private Path directory;

    private Path remote;
    private Path configuration;

    @BeforeEach
    void a_recording_a_clip_and_a_remote() throws IOException {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        Files.write(recording.resolve("001.md"), resource("recording/003.md"));
        Files.writeString(recording.resolve("002.md"), """
                A faster transform

                ```java
                package io.evoforge.evolved;

                public final class EvolvedCodec implements NoSuchInterface {}
                ```
                """);
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s", tags: every-version}
                gate: {worst-bd-rate-percent: 50}
                evaluator: {allow-push-below-full: true}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @Test
    void a_run_is_stopped_resumed_and_published_each_version_once() throws Exception {
        Result first = evoforge("evolve", "--config", configuration, "-n", 1);
        Result refused = evoforge("evolve", "--config", configuration);
        Result rest = evoforge("evolve", "--config", configuration, "--resume");

        assertThat(first.code()).as(first.error()).isZero();
        assertThat(first.out()).contains("The run begins with v1").contains("v1 committed as");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error()).contains("--resume");
        assertThat(rest.code()).as(rest.error()).isZero();
        assertThat(rest.out()).contains("2  refused").contains("at stage compile");

        List<String> titles =
                git(remote, "log", "--reverse", "--format=%s", "main").lines().toList();
        assertThat(titles.get(0)).isEqualTo("Seed codec - v1");
        assertThat(titles).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(titles.subList(1, titles.size()))
                .allMatch(title -> title.matches("🤖 Autonomous Code Evolution - v\\d+"));
        assertThat(git(remote, "fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void the_committed_source_is_the_measured_one_and_gives_its_numbers_again() throws Exception {
        evoforge("evolve", "--config", configuration);
        Path source = Files.writeString(
                directory.resolve("EvolvedCodec.java"),
                git(remote, "show", "main:src/main/java/io/evoforge/evolved/EvolvedCodec.java"));
        String message = git(remote, "log", "-1", "--format=%B", "main");

        Result table = evoforge("evaluate", source, "--config", configuration);
        Result json = evoforge("evaluate", source, "--config", configuration, "--json");

        JsonNode headline = new ObjectMapper().readTree(json.out()).get("headline");
        String bitrate = "%.2f Mbps".formatted(headline.get("bitrateMbps").asDouble());
        assertThat(message).contains("  • Bitrate: " + bitrate);
        assertThat(message)
                .contains("  • Compression: %.2fx"
                        .formatted(headline.get("compressionRatio").asDouble()));
        assertThat(table.out()).contains(bitrate);
    }

    @Test
    void status_and_log_tell_what_the_repository_holds() throws Exception {
        evoforge("evolve", "--config", configuration);

        JsonNode status = new ObjectMapper()
                .readTree(
                        evoforge("status", "--config", configuration, "--json").out());
        JsonNode log = new ObjectMapper()
                .readTree(evoforge("log", "--config", configuration, "--json").out());

        assertThat(status.get("lastCommit").asText())
                .isEqualTo(git(remote, "rev-parse", "main").strip());
        assertThat(status.get("totalCommits").asText())
                .isEqualTo(git(remote, "rev-list", "--count", "main").strip());
        assertThat(status.get("pendingPublications")).isEmpty();
        assertThat(log.get(0).get("commit").asText())
                .isEqualTo(status.get("lastCommit").asText());
        assertThat(log).hasSize(status.get("totalCommits").asInt());
    }

    @Test
    void what_cannot_be_published_is_kept_and_published_by_the_next_start() throws Exception {
        Path elsewhere = directory.resolve("elsewhere.git");
        Files.move(remote, elsewhere);

        Result offline = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                1,
                "--set",
                "commit.drain-time=1s",
                "--set",
                "run.origin=codec");
        Files.move(elsewhere, remote);
        Result online = evoforge("evolve", "--config", configuration, "-n", 1, "--resume");

        assertThat(offline.code()).as(offline.out() + offline.error()).isEqualTo(5);
        assertThat(offline.error()).contains("v1 is kept and not published yet");
        assertThat(online.code()).as(online.error()).isZero();
        assertThat(git(remote, "log", "--reverse", "--format=%s", "main")).startsWith("Seed codec - v1\n");
    }

    @Test
    void a_person_commits_goes_back_and_asks_by_verbs_and_in_chat() throws Exception {
        evoforge("evolve", "--config", configuration, "-n", 1);
        String before = git(remote, "rev-parse", "main").strip();

        Result commit = evoforge("commit", "--push", "--config", configuration);
        Result push = evoforge("push", "--config", configuration);
        Result unknown = evoforge("rollback", "v99", "--config", configuration);
        Result wrong = evoforge("rollback", "third", "--config", configuration);
        assertThat(git(remote, "rev-parse", "main").strip()).isEqualTo(before);
        Result back = evoforge("rollback", "v1", "--config", configuration, "--reason", "tried it");
        Result chat = withInput(
                "Show GitHub status\nCommit the latest improvements to GitHub\nno\n",
                () -> evoforge("chat", "--config", configuration));

        assertThat(commit.code()).as(commit.out() + commit.error()).isEqualTo(3);
        assertThat(push.code()).as(push.out() + push.error()).isEqualTo(3);
        assertThat(unknown.code()).as(unknown.error()).isEqualTo(3);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.error()).contains("'third' is no version");
        assertThat(back.code()).as(back.out() + back.error()).isZero();
        assertThat(back.out()).contains("Went back to v1");
        assertThat(git(remote, "rev-parse", "main^").strip()).isEqualTo(before);
        assertThat(git(remote, "log", "-1", "--format=%B", "main")).contains("tried it");
        assertThat(chat.code()).as(chat.error()).isZero();
        assertThat(chat.out())
                .contains("Branch: main")
                .contains("Go on? (yes/no)")
                .contains("All right, nothing is done.");
    }

    @Test
    void a_client_lists_and_calls_the_tools_over_mcp() throws Exception {
        evoforge("evolve", "--config", configuration, "-n", 1);

        Result served = withInput("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}
                {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"run_status","arguments":{}}}
                {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"rollback","arguments":{"version":1,"reason":"no"}}}
                """, () -> evoforge("mcp", "--config", configuration));

        Map<Integer, JsonNode> answers = new HashMap<>();
        for (String line : served.out().lines().toList()) {
            JsonNode answer = new ObjectMapper().readTree(line); // nothing but the protocol is on the output
            answers.put(answer.path("id").asInt(), answer);
        }
        assertThat(served.code()).as(served.error()).isZero();
        assertThat(answers.getOrDefault(2, MissingNode.getInstance())
                        .at("/result/tools")
                        .findValuesAsText("name"))
                .contains("run_status", "propose_candidate");
        assertThat(answers.getOrDefault(3, MissingNode.getInstance())
                        .at("/result/isError")
                        .asBoolean())
                .isFalse();
        assertThat(answers.getOrDefault(3, MissingNode.getInstance()).toString())
                .contains("champion");
        assertThat(answers.getOrDefault(4, MissingNode.getInstance()).toString())
                .contains("Tool not found: rollback");
    }

    /** What {@code command} does with {@code text} as the input of the process. */
    private static Result withInput(String text, Callable<Result> command) throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return command.call();
        } finally {
            System.setIn(before);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
