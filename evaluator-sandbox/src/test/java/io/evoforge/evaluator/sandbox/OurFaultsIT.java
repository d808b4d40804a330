package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is our own fault, or the machine's, is an error that no candidate is blamed for. */
@Timeout(300)
class OurFaultsIT {
    @TempDir
    private Path directory;

    @Test
    void a_full_disk_is_an_error_and_says_what_to_do() throws Exception {
        Tools.require("bwrap", "--dev-bind", "/", "/", "--size", "4096", "--tmpfs", "/mnt", "--", "true");

        String output = run(
                List.of("bwrap", "--dev-bind", "/", "/", "--size", "4096", "--tmpfs", "/mnt", "--"),
                Path.of("/mnt"),
                Fault.NONE);

        assertThat(output).startsWith("RESOURCES ").contains("Free some space");
    }

    @Test
    void a_box_that_does_not_start_is_an_error_and_says_what_to_do() throws Exception {
        String output = run(List.of(), directory, Fault.FILES_OF_THE_BOX_VANISH);

        assertThat(output).startsWith("BOX_UNAVAILABLE The box does not start").contains("evoforge doctor");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOMEBODY_KILLS_THE_BOX", "A_SIGNAL_REACHES_THE_BOX"})
    void a_box_that_somebody_ends_is_an_error_and_says_what_to_do(Fault fault) throws Exception {
        String output = run(List.of(), directory, fault);

        assertThat(output).startsWith("RESOURCES A box ").contains("ran out of memory");
    }

    /** What goes wrong around an evaluation. */
    enum Fault {
        NONE,
        FILES_OF_THE_BOX_VANISH,
        SOMEBODY_KILLS_THE_BOX,
        /** As when a person presses Ctrl-C. */
        A_SIGNAL_REACHES_THE_BOX
    }

    private static String run(List<String> wrapper, Path temporary, Fault fault)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Evaluating.class.getName(),
                fault.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Evaluates while something goes wrong, and prints what came of it. */
    static final class Evaluating {
        private Evaluating() {}

        public static void main(String[] arguments) throws IOException {
            Fault fault = Fault.valueOf(arguments[0]);
            boolean ended = fault == Fault.SOMEBODY_KILLS_THE_BOX || fault == Fault.A_SIGNAL_REACHES_THE_BOX;
            SourceCode source =
                    ended ? Candidates.encodingFirst("while (quality >= 0) { }") : new SourceCode(Candidates.honest());
            // Whoever ends boxes waits until one has worked for a while, which takes long on a busy machine.
            SandboxSettings settings = SandboxSettings.DEFAULT
                    .withLimitsPerFrame(Duration.ofSeconds(30), Duration.ofSeconds(30))
                    .withParallel(1);
            try (SandboxCodecEvaluator evaluator = new SandboxCodecEvaluator(Candidates.sequences(), settings)) {
                if (fault == Fault.FILES_OF_THE_BOX_VANISH) {
                    deleteFiles(Path.of(System.getProperty("java.io.tmpdir")));
                }
                if (ended) {
                    Consumer<ProcessHandle> end = fault == Fault.SOMEBODY_KILLS_THE_BOX
                            ? ProcessHandle::destroyForcibly
                            : ProcessHandle::destroy;
                    Thread killer = new Thread(() -> endBoxesAtWork(end), "killer");
                    killer.setDaemon(true);
                    killer.start();
                }
                System.out.println(evaluator.evaluate(source, SequenceGroup.TRAINING));
            } catch (EvaluatorException e) {
                System.out.println(e.reason() + " " + e.getMessage());
            }
        }

        private static void deleteFiles(Path temporary) throws IOException {
            try (Stream<Path> files = Files.walk(temporary)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }

        /** Those that have used a second and a half of processor time: the others only wait. */
        private static void endBoxesAtWork(Consumer<ProcessHandle> end) {
            while (true) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains("CodecWorker"))
                                .isPresent())
                        .filter(process -> process.info()
                                .totalCpuDuration()
                                .filter(time -> time.toMillis() > 1_500)
                                .isPresent())
                        .forEach(end);
                Thread.onSpinWait();
            }
        }
    }
}
