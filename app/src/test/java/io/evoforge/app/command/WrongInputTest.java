package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.CommandLineFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong input gets an exit code, and a message that says what to do. */
class WrongInputTest {
    @TempDir
    private Path directory;

    @Test
    void without_a_verb_the_help_is_named() {
        Result result = evoforge();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.error()).contains("Usage: evoforge", "demo", "evolve", "Start with:");
    }

    @Test
    void an_unknown_verb_is_refused() {
        Result result = evoforge("evolute");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("evoforge has no command 'evolute'; did you mean 'evolve'?");
    }

    @Test
    void words_that_are_wrong_or_missing_are_named() {
        assertThat(evoforge("evolve", "--dry-rum").error())
                .contains("evoforge evolve has no option '--dry-rum'; did you mean '--dry-run'?");
        assertThat(evoforge("show").error()).contains("evoforge show needs VERSION (Which version, such as v7)");
        assertThat(evoforge("version", "7").error()).contains("evoforge version takes no argument '7'");
    }

    @Test
    void a_configuration_that_is_missing_or_no_yaml_is_named_with_the_place() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "run:\n  seed: 1\ncommit: {strategy: local\n");

        assertThat(evoforge("status", "--config", directory.resolve("none.yaml"))
                        .error())
                .contains("there is no configuration file", "none.yaml", "evoforge init");
        assertThat(evoforge("status", "--config", file).error())
                .contains("bad.yaml, line 3: is not valid YAML", "expected ',' or '}'")
                .doesNotContain("strategy");
    }

    @Test
    void a_faulty_configuration_is_refused_before_anything_starts() {
        Result result = evoforge(
                "evolve", "--set", "state.directory=" + directory.resolve("state"), "--set", "run.sead=1", "-n", "no");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("did you mean 'run.seed'?").contains("run.generations was 'no'");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluator.qualities=80,65,50,35 | evaluator.*: qualities must rise, from 0 to 100",
                "evaluator.qualities=20,50,80 | evaluator.*: curves need at least 4 qualities but there are 3",
                "evaluator.candidate-class=MyCodec | evaluator.*: the candidate's class needs a package and a name",
                "evaluator.encode-limit-per-frame=0s | encode",
            })
    void settings_that_no_evaluator_can_have_are_faults_of_the_configuration(String setting, String fault) {
        Result result = evoforge("doctor", "--set", setting);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains(fault).doesNotContain("fault of Evoforge");
    }

    @Test
    void a_source_that_does_not_exist_is_named() {
        Result result = evoforge("evaluate", directory.resolve("Missing.java"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("Missing.java").contains("check the name");
    }

    @Test
    void an_empty_source_and_one_that_is_not_text_are_refused() throws IOException {
        Path empty = Files.writeString(directory.resolve("Empty.java"), "\n");
        Path binary = Files.write(directory.resolve("Binary.java"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(evoforge("evaluate", empty).error()).contains("is empty");
        assertThat(evoforge("evaluate", binary).error()).contains("UTF-8");
    }

    @Test
    void a_video_that_is_missing_or_broken_is_named_and_never_replaced() throws IOException {
        Path source = Files.writeString(directory.resolve("Codec.java"), "class Codec {}");
        Path broken = Files.writeString(directory.resolve("broken.y4m"), "YUV4MPEG2 W64 H48 F15:1\nFRAME\nshort");

        Result missing = evoforge("evaluate", source, "--video", directory.resolve("missing, or not.y4m"));
        Result truncated = evoforge("evaluate", source, "--video", broken);

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.error()).contains("missing, or not.y4m");
        assertThat(truncated.code()).isEqualTo(1);
        assertThat(truncated.error()).contains("broken.y4m");
    }

    @Test
    void a_recording_without_answers_is_named() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("replies"));

        Result result = evoforge(
                "evolve", "--dry-run", "--set", "proposer.kind=recorded", "--set", "proposer.recording=" + empty);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.error())
                .contains("The directory '" + empty + "' holds no recorded answer.", "001.md")
                .doesNotContain("fault of Evoforge", "Guice");
    }

    @Test
    void asking_about_a_run_where_there_is_none_says_so() {
        Result result = evoforge("status", "--set", "state.directory=" + directory.resolve("none"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.error()).contains("evoforge evolve");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void a_configuration_is_written_once_and_never_over_another() throws IOException {
        Path file = directory.resolve("evoforge.yaml");

        assertThat(evoforge("init", "--file", file).code()).isZero();
        Files.writeString(file, "run: {seed: 2}\n");

        Result again = evoforge("init", "--file", file);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.error()).contains("exists already");
        assertThat(file).hasContent("run: {seed: 2}\n");
    }
}
