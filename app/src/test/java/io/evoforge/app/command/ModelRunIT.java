package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.proposal.ModelReaction;
import io.evoforge.testkit.proposal.ModelWire;
import io.evoforge.testkit.proposal.StubModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a model behind OpenAI's interface, from the command line to a commit, judged by plain git. */
class ModelRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private StubModelServer server;
    private Path remote;
    private Path configuration;

    @BeforeEach
    void a_model_a_clip_and_a_remote() throws IOException {
        String better = resource("recording/003.md");
        server = StubModelServer.start(ModelWire.OPENAI, question -> switch (question.number()) {
            case 1 -> ModelReaction.says("I would make the step smaller.");
            case 2 -> ModelReaction.says(better);
            default -> ModelReaction.refuses("I cannot do more.");
        });
        Path key = Files.writeString(directory.resolve("key"), StubModelServer.KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                proposer.kind: model
                models:
                  stub: {provider: openai, name: %s, base-url: "%s", key-file: "%s", input-price: 3, output-price: 15}
                model: {output-tokens: 8000, record-to: "%s"}
                search.strategy: islands
                budget: {dollars: 10, calls: 50}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                evaluator: {allow-push-below-full: true, qualities: [20, 40, 60, 80]}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        StubModelServer.MODEL,
                        server.baseUrl(),
                        key,
                        directory.resolve("calls"),
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_models_answer_becomes_a_commit_that_can_be_explained_and_replayed() throws Exception {
        Result run = evoforge("evolve", "--config", configuration, "-n", 2);
        Result shown = evoforge("show", "v2", "--config", configuration);
        JsonNode json = JSON.readTree(
                evoforge("show", "v2", "--config", configuration, "--json").out());
        List<String> exported =
                evoforge("export", "--config", configuration).out().lines().toList();
        JsonNode status = JSON.readTree(
                evoforge("status", "--config", configuration, "--json").out());

        assertThat(run.code()).as(run.out() + run.error()).isZero();
        assertThat(run.out())
                .contains("at most $")
                .contains("unusable")
                .contains("1  adopted")
                .contains(" spent.");
        assertThat(git(remote, "log", "--format=%s", "main").lines())
                .containsExactly("🤖 Autonomous Code Evolution - v2", "Seed codec - v1");
        assertThat(server.questions()).hasSize(4);
        assertThat(server.questions().get(1).prompt()).contains("I would make the step smaller.");

        String tip = git(remote, "rev-parse", "main").strip();
        assertThat(shown.out())
                .contains(tip)
                .contains("Held out: ")
                .contains("BD-rate against the version before")
                .contains("It could not be used: The answer is prose")
                .contains("Change since v1")
                .contains("@@ ");
        assertThat(json.at("/publication/commit").asText()).isEqualTo(tip);
        assertThat(json.at("/source").asText())
                .isEqualTo(git(remote, "show", "main:src/main/java/io/evoforge/evolved/EvolvedCodec.java"));
        assertThat(json.at("/turns")).hasSize(2);
        assertThat(json.at("/turns/0/prompt").asText()).contains("EvolvedCodec");
        assertThat(json.at("/microdollars").asLong()).isPositive();
        assertThat(exported)
                .allSatisfy(line ->
                        assertThat(JSON.readTree(line).hasNonNull("kind")).isTrue());
        assertThat(exported).anyMatch(line -> line.contains("\"kind\":\"replied\"") && line.contains("smaller."));
        assertThat(status.get("callsAnswered").asInt()).isEqualTo(4);
        assertThat(directory.resolve("calls/candidate-000002-attempt-1.md")).hasContent("I cannot do more.");
        assertNoFileHolds(StubModelServer.KEY);

        server.close();
        Result replay = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                2,
                "--set",
                "proposer.kind=recorded",
                "--set",
                "proposer.recording=" + directory.resolve("calls"),
                "--set",
                "state.directory=" + directory.resolve("replayed"),
                "--set",
                "commit.strategy=local");
        assertThat(replay.code()).as(replay.error()).isZero();
        assertThat(verdicts(directory.resolve("replayed"))).isEqualTo(verdicts(directory.resolve("state")));
    }

    @Test
    void a_dry_run_tells_the_cost_and_asks_measures_and_stores_nothing() {
        Result dry =
                evoforge("evolve", "--config", configuration, "--dry-run", "-n", 10, "--workers", 2, "--budget", 3);

        assertThat(dry.code()).as(dry.error()).isZero();
        assertThat(dry.out())
                .contains("stub (openai/stub-model) ($3.00 in, $15.00 out per million tokens)")
                .contains("islands")
                .contains("1 model calls, 2 evaluations")
                .contains("at most $")
                .contains("$3.00 for the whole run");
        assertThat(server.questions()).isEmpty();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void a_run_ends_when_what_is_left_of_its_money_is_not_enough_for_another_call() throws Exception {
        Result run = evoforge("evolve", "--config", configuration, "-n", 5, "--budget", "0.01");

        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.out()).contains("The budget is used up").contains("0 candidates");
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void a_fresh_state_directory_goes_on_where_the_branch_stands() throws Exception {
        evoforge("evolve", "--config", configuration, "-n", 1);

        Result fresh = evoforge(
                "evolve", "--config", configuration, "-n", 1, "--set", "state.directory=" + directory.resolve("fresh"));

        assertThat(fresh.code()).as(fresh.error()).isZero();
        assertThat(fresh.out()).contains("The run begins with v2");
        assertThat(git(remote, "rev-list", "--count", "main").strip()).isEqualTo("2");
    }

    @Test
    void a_start_that_ended_before_the_first_adoption_does_not_settle_what_the_run_begins_with() throws Exception {
        evoforge("evolve", "--config", configuration, "-n", 1);
        String fresh = "state.directory=" + directory.resolve("fresh");
        Result first = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                1,
                "--set",
                fresh,
                "--set",
                "evaluator.candidate-class=codec.Missing");
        assertThat(first.code()).as(first.out()).isEqualTo(1);

        Result second = evoforge("evolve", "--config", configuration, "-n", 1, "--resume", "--set", fresh);

        assertThat(second.code()).as(second.error()).isZero();
        assertThat(second.out()).contains("The run begins with v2");
        assertThat(git(remote, "rev-list", "--count", "main").strip()).isEqualTo("2");
    }

    @Test
    void a_wrong_key_ends_the_run_with_what_to_do_and_without_the_key() throws IOException {
        Files.writeString(directory.resolve("key"), "sk-wrong-8a7b6c5d4e3f2a1b");

        Result run = evoforge("evolve", "--config", configuration, "-n", 1);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.error())
                .contains("stub (openai/stub-model)")
                .contains("Check the key")
                .doesNotContain("sk-wrong-8a7b6c5d4e3f2a1b");
    }

    @Test
    void a_key_file_that_others_may_read_is_refused() throws IOException {
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

        Result run = evoforge("evolve", "--config", configuration, "-n", 1);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.error()).contains("chmod 600");
        assertThat(server.questions()).isEmpty();
    }

    private static List<String> verdicts(Path state) {
        return evoforge("export", "--set", "state.directory=" + state)
                .out()
                .lines()
                .filter(line -> line.contains("\"kind\":\"decided\""))
                .map(line -> line.replaceAll("\"(at|sequence)\":(\"[^\"]*\"|\\d+)", ""))
                .toList();
    }

    private void assertNoFileHolds(String secret) throws IOException {
        byte[] needle = secret.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("key")) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(new String(needle, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
