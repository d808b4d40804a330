package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.proposal.ModelQuestion;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specification's own requests, said to a model that calls tools and to none, about a run with a commit to make. */
class ModelChatIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private StubModelServer server;
    private Path remote;
    private Path configuration;

    @BeforeEach
    void a_run_whose_versions_were_committed_but_not_pushed() throws IOException {
        server = StubModelServer.start(ModelWire.OPENAI, ModelChatIT::reaction);
        Path key = Files.writeString(directory.resolve("key"), StubModelServer.KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path recording = Files.createDirectory(directory.resolve("recording"));
        try (InputStream in = LocalRemote.class.getResourceAsStream("recording/003.md")) {
            Files.write(
                    recording.resolve("001.md"),
                    Objects.requireNonNull(in, "recording").readAllBytes());
        }
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                run: {generations: 1}
                proposer: {kind: recorded, recording: "%s"}
                model: {provider: openai, name: %s, base-url: "%s", key-file: "%s", input-price: 3, output-price: 15}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                evaluator: {allow-push-below-full: true}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        StubModelServer.MODEL,
                        server.baseUrl(),
                        key,
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Calls the tool that a request is about, and says what the tool would say. */
    private static ModelReaction reaction(ModelQuestion question) {
        String last = question.messages().get(question.messages().size() - 1);
        if (last.startsWith("{")) {
            try {
                return ModelReaction.says(JSON.readTree(last).path("text").asText("The tool refused."));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ModelReaction.callsTool(last.contains("ommit") ? "commit_and_push_latest" : "repository_status", "{}");
    }

    @Test
    void the_model_answers_as_the_commands_do_and_what_it_cost_is_told() throws Exception {
        Result run = CommandLineFixture.evoforge("evolve", "--config", configuration);

        Result status = say("Show GitHub status\n");
        Result plain = say("Show GitHub status\n", "--set", "chat.kind=commands");
        Result asked = say("Commit the latest improvements to GitHub\nno\n");
        Result again = say("The codec has improved significantly. Commit it.\n", "--yes");

        assertThat(run.code()).as(run.error()).isZero();
        String tip = git(remote, "rev-parse", "main").strip();
        assertThat(status.code()).as(status.error()).isZero();
        assertThat(status.out())
                .matches(reply -> withoutAge(reply).equals(withoutAge(plain.out())), "what the commands say")
                .startsWith("Current status:\nBranch: main\nLast commit: " + tip.substring(0, 7) + " (v2)\n");
        assertThat(status.error()).contains("This answer: ").contains(" tokens, $0.");
        assertThat(plain.error()).doesNotContain("tokens");
        assertThat(asked.out()).contains("Go on? (yes/no)").contains("All right, nothing is done.");
        assertThat(again.out()).contains("Nothing new to commit: v2");
        assertThat(git(remote, "rev-parse", "main").strip()).isEqualTo(tip);
        JsonNode offered = JSON.readTree(server.questions().get(0).body()).path("tools");
        assertThat(offered.findValuesAsText("name")).contains("repository_status", "commit_and_push_latest");
    }

    /** A minute may pass between two answers. */
    private static String withoutAge(String answer) {
        return answer.replaceAll("\\(.* ago\\)|\\(just now\\)", "");
    }

    private Result say(String input, Object... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            Object[] arguments = new Object[more.length + 3];
            arguments[0] = "chat";
            arguments[1] = "--config";
            arguments[2] = configuration;
            System.arraycopy(more, 0, arguments, 3, more.length);
            return CommandLineFixture.evoforge(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
