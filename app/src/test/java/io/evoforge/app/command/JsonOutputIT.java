package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.console.Console;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.app.wiring.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every verb that prints JSON, after a short real run, compared with the page that describes it. Verbs that need more than
 * a run are compared in their own tests: 'anchors', 'cleanup', 'credentials verify', 'doctor', 'mcp' and 'serve'.
 */
class JsonOutputIT {
    @TempDir
    private static Path directory;

    private static Path configuration;
    private static Path source;
    private static Path remote;
    private static String evolved = "";

    @BeforeAll
    static void a_run_of_two_candidates() throws IOException {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        Files.write(recording.resolve("001.md"), resource("recording/003.md"));
        Files.writeString(recording.resolve("002.md"), "No codec\n\n```java\nclass Broken {\n```\n");
        source = Files.write(directory.resolve("Seed.java"), resource("EvolvedCodec.java"));
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                run: {generations: 2}
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                evaluator: {allow-push-below-full: true, qualities: [20, 35, 50, 80], anchors-file: "%s"}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value(),
                        directory.resolve("anchors.json")));
        Result run = evoforge("evolve", "--json", "--config", configuration);
        assertThat(run.code()).as(run.error()).isZero();
        evolved = run.out();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @Test
    void the_end_of_a_run_is_told_as_described() {
        JsonNode report = DescribedJson.assertDescribed("evolve", evolved);

        assertThat(report.get("candidatesDecided").asInt()).isEqualTo(2);
    }

    static Stream<Arguments> asked() {
        return Stream.of(
                Arguments.of("version", List.of(), 0),
                Arguments.of("evolve --dry-run", List.of("--resume"), 0),
                Arguments.of("status", List.of(), 0),
                Arguments.of("log", List.of(), 0),
                Arguments.of("show", List.of("v2"), 0),
                Arguments.of("evaluate", List.of(source, "--against", source), 0),
                Arguments.of("verify", List.of("main", "--repository", remote), 0),
                Arguments.of("commit", List.of("--push"), 3),
                Arguments.of("push", List.of(), 3),
                Arguments.of("rollback", List.of("v1", "--reason", "to see it"), 0));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void a_verb_prints_what_is_described(String verb, List<Object> more, int code) {
        List<Object> words = new ArrayList<>(Arrays.asList(verb.split(" ", -1)));
        words.addAll(more);
        words.add("--json");
        if (!verb.equals("version")) {
            words.addAll(List.of("--config", configuration));
        }

        Result result = evoforge(words.toArray());

        assertThat(result.code()).as(result.error()).isEqualTo(code);
        DescribedJson.assertDescribed(verb, result.out());
    }

    @Test
    void each_answer_of_the_chat_is_a_line() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("Show GitHub status\nhelp\n".getBytes(StandardCharsets.UTF_8)));
        try {
            List<String> lines = evoforge("chat", "--json", "--config", configuration)
                    .out()
                    .lines()
                    .toList();

            assertThat(lines).hasSize(2).allSatisfy(line -> DescribedJson.assertDescribed("chat", line));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void what_was_refused_is_json_too() {
        Result refused = evoforge("rollback", "v7", "--reason", "to see it", "--json", "--config", configuration);

        assertThat(refused.code()).isEqualTo(3);
        DescribedJson.assertDescribed("rollback (refused)", refused.out());
    }

    @Test
    void every_verb_with_json_is_on_the_page() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        List<String> verbs =
                CommandReference.verbs(
                                CommandTree.create(new Console(nowhere, nowhere, false, false), Map.of(), Session::new))
                        .stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(verb -> verb.findOption("--json") != null)
                        .map(verb -> verb.qualifiedName().replaceFirst("^evoforge ", ""))
                        .toList();

        assertThat(DescribedJson.verbs()).containsAll(verbs);
    }
}
