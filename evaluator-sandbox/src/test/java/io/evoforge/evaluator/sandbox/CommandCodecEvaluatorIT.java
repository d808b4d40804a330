package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.containment.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandCodecEvaluatorIT {
    private static final String REPORT = """
            {"sequences": [{"name": "clip", "width": 16, "height": 8, "frames": 10, "rateNumerator": 10,
             "rateDenominator": 1, "sha256": "%s", "points": [%s, %s]}]}
            """.formatted("ab".repeat(32), point(20, 100, 30), point(50, 200, 35));

    @TempDir
    Path directory;

    @BeforeAll
    static void shellIsInstalled() {
        Tools.require("/bin/sh", "-c", "true");
    }

    @BeforeEach
    void everybodyMayReadTheScript() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_report_becomes_an_evaluation() throws IOException {
        EvaluationOutcome outcome = evaluate("cat \"$1\"", REPORT);

        assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
        EvaluationOutcome.Measured measured = (EvaluationOutcome.Measured) outcome;
        assertThat(measured.evaluation().sequences().get(0).points())
                .extracting(QualityPoint::psnrYDb)
                .containsExactly(30.0, 35.0);
        assertThat(measured.evaluation()
                        .sequences()
                        .get(0)
                        .points()
                        .get(0)
                        .bitrate()
                        .bitsPerSecond())
                .isEqualTo(800);
    }

    @Test
    void the_command_is_told_the_group() throws IOException {
        assertRefused(evaluate("echo \"{\\\"refused\\\": \\\"$2\\\"}\"", "x"), "training");
    }

    @Test
    void a_failing_command_is_quoted() throws IOException {
        assertRefused(
                evaluate("echo 'no such module' >&2; exit 5", "x"), "the command ended its process with exit code 5");
    }

    @Test
    void output_that_is_no_report_is_refused() throws IOException {
        assertRefused(evaluate("echo hello", "x"), "what the command printed is no report: ");
        assertRefused(evaluate("echo '{}'", "x"), "what the command printed is no report: it has no 'sequences'");
        assertRefused(evaluate("echo '{\"sequences\": []}'", "x"), "its 'sequences' are empty");
        assertRefused(
                evaluate("cat \"$1\"", REPORT.replace("\"psnrYDb\": 35", "\"psnrYDb\": 25")),
                "what the command printed is no report: bitrate and PSNR must both rise");
    }

    @Test
    void a_command_that_hangs_or_floods_is_ended() throws IOException {
        assertRefused(evaluate("while :; do :; done", "x"), "the command took longer than 5.0 s");
        assertRefused(evaluate("yes", "x"), "the command printed more than 1048576 bytes");
    }

    @Test
    void the_command_cannot_write_or_see_the_machine() throws IOException {
        String script = "touch /tmp/evoforge-command 2>/dev/null && echo '{\"refused\": \"wrote\"}' && exit 0;"
                + " cat /etc/passwd >/dev/null 2>&1 && echo '{\"refused\": \"read\"}' && exit 0;"
                + " echo '{\"refused\": \"held\"}'";

        try (CommandCodecEvaluator evaluator = evaluator(script)) {
            Assumptions.assumeTrue(evaluator.containment().held().containsAll(EnumSet.allOf(Probe.class)));

            assertRefused(evaluator.evaluate(new SourceCode("x"), SequenceGroup.TRAINING), "held");
        }
    }

    @Test
    void a_judge_that_gets_the_source_is_never_fully_contained() throws IOException {
        try (CommandCodecEvaluator evaluator = evaluator("cat \"$1\"")) {
            assertThat(evaluator.containment().level()).isNotEqualTo(ContainmentLevel.FULL);
            assertThat(evaluator.identity().level())
                    .isEqualTo(evaluator.containment().level());
            assertThat(evaluator.containment().missing())
                    .anyMatch(reason -> reason.contains("evaluator.candidate-command"));
        }
    }

    @Test
    void a_judge_that_could_not_work_blames_no_candidate() throws IOException {
        try (CommandCodecEvaluator evaluator = evaluator("echo 'the licence server is down' >&2; exit 75")) {
            assertThatThrownBy(() -> evaluator.evaluate(new SourceCode("x"), SequenceGroup.TRAINING))
                    .isInstanceOfSatisfying(
                            EvaluatorException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageContaining("saying 'the licence server is down'");
        }
    }

    @Test
    void a_judge_that_ends_as_if_it_were_killed_cannot_stop_a_run() throws IOException {
        assertRefused(evaluate("exit 137", "x"), "the command was ended from outside, twice");
    }

    @Test
    void another_judge_is_another_evaluator_wherever_it_stands() throws IOException {
        try (CommandCodecEvaluator first = evaluator("cat \"$1\"")) {
            String settings = first.identity().settings();
            try (CommandCodecEvaluator same = evaluator("cat \"$1\"");
                    CommandCodecEvaluator other = evaluator("cat \"$1\" # differently")) {
                assertThat(same.identity().settings()).isEqualTo(settings);
                assertThat(other.identity().settings()).isNotEqualTo(settings);
            }
        }
    }

    @Test
    void what_a_linked_directory_holds_belongs_to_the_identity() throws IOException {
        Path videos = Files.createDirectory(directory.resolve("videos"));
        Path link = Files.createSymbolicLink(directory.resolve("current"), videos);
        Files.writeString(videos.resolve("clip.txt"), "one");
        String before = settingsReading(link);

        Files.writeString(videos.resolve("clip.txt"), "another");

        assertThat(settingsReading(link)).isNotEqualTo(before);
    }

    private String settingsReading(Path readable) throws IOException {
        Path file = Files.writeString(directory.resolve("measure.sh"), "cat \"$1\"\n");
        BoxedCommand judge = new BoxedCommand(
                List.of("/bin/sh", file.toString(), BoxedCommand.SOURCE),
                List.of(readable),
                Duration.ofSeconds(5),
                256);
        try (CommandCodecEvaluator evaluator =
                new CommandCodecEvaluator(new CommandSettings(judge, null, "codec.txt"))) {
            return evaluator.identity().settings();
        }
    }

    @Test
    void root_is_told_when_the_user_of_the_box_cannot_read_the_judge() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "boxes run as ourselves");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> evaluator("cat \"$1\""))
                .isInstanceOf(EvaluatorException.class)
                .hasMessageContaining("chmod o+rX " + directory);
    }

    @Test
    void a_program_that_is_not_there_is_an_error_before_anything_is_measured() {
        assertThatThrownBy(() -> new CommandCodecEvaluator(new CommandSettings(
                        new BoxedCommand(
                                List.of("no-such-program", BoxedCommand.SOURCE), List.of(), Duration.ofSeconds(5), 256),
                        null,
                        "codec.txt")))
                .isInstanceOf(EvaluatorException.class)
                .hasMessageContaining("The program 'no-such-program'");
    }

    private EvaluationOutcome evaluate(String script, String source) throws IOException {
        try (CommandCodecEvaluator evaluator = evaluator(script)) {
            return evaluator.evaluate(new SourceCode(source), SequenceGroup.TRAINING);
        }
    }

    private CommandCodecEvaluator evaluator(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("measure.sh"), script + "\n");
        return new CommandCodecEvaluator(new CommandSettings(
                new BoxedCommand(
                        List.of("/bin/sh", file.toString(), BoxedCommand.SOURCE, BoxedCommand.GROUP),
                        List.of(),
                        Duration.ofSeconds(5),
                        256),
                null,
                "codec.txt"));
    }

    private static void assertRefused(EvaluationOutcome outcome, String reason) {
        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        Refusal refusal = ((EvaluationOutcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.stage()).isEqualTo(Refusal.Stage.MEASURE);
    }

    private static String point(int quality, int bytes, int psnrDb) {
        return ("{\"quality\": %d, \"bytes\": %d, \"psnrYDb\": %d, \"psnrCbDb\": 30, \"psnrCrDb\": 30,"
                        + " \"worstFramePsnrYDb\": 29, \"ssimY\": 0.9, \"encodeSeconds\": 0.1, \"decodeSeconds\": 0.1}")
                .formatted(quality, bytes, psnrDb);
    }
}
