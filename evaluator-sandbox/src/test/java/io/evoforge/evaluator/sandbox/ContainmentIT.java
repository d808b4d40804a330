package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainmentIT {
    /** The probes start threads until they are stopped; that must be nobody else's limit. */
    @Test
    void processes_that_probe_at_the_same_time_find_the_same_level() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Levels.class.getName())
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File("/dev/null")))
                    .start());
        }

        List<String> levels = new ArrayList<>();
        for (Process process : processes) {
            levels.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            process.waitFor();
        }

        assertThat(levels).doesNotContain("").containsOnly(levels.get(0));
    }

    /** Prints what containment it finds. */
    static final class Levels {
        private Levels() {}

        public static void main(String[] arguments) {
            try (SandboxCodecEvaluator evaluator =
                    new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withParallel(1))) {
                ContainmentReport report = evaluator.containment();
                System.out.println(report);
            }
        }
    }
}
