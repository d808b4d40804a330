package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** Programs that some tests need. */
public final class Tools {
    private Tools() {}

    /** Skips the test if a program cannot be run, or fails it where all tools are required. */
    public static void require(String... command) {
        boolean works = works(command);
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(works).as("'%s' works", String.join(" ", command)).isTrue();
        }
        Assumptions.assumeTrue(works, () -> "'" + String.join(" ", command) + "' does not work here");
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
