package io.evoforge.testkit.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program of others that a test needs. */
public final class ExternalProgram {
    private ExternalProgram() {}

    /** Whether the program called {@code name} is on the path. */
    public static boolean isInstalled(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * Skips the calling test where the program called {@code name} is missing, and fails it there if the environment says
     * {@code EVOFORGE_REQUIRE_TOOLS=true}.
     *
     * @param where how to get it, for the message
     */
    public static void require(String name, String where) {
        if (!isInstalled(name)) {
            String message = name + " is not installed (" + where + ")";
            if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
                throw new AssertionError(message);
            }
            assumeTrue(false, message);
        }
    }

    /**
     * As {@link #require}, for a program that not every system can install: {@code EVOFORGE_OPTIONAL_TOOLS}, a list with
     * commas, names those whose tests are skipped all the same.
     *
     * @param where how to get it, for the message
     */
    public static void requireUnlessOptional(String name, String where) {
        String optional = System.getenv("EVOFORGE_OPTIONAL_TOOLS");
        if (optional != null && Arrays.asList(optional.split(",")).contains(name)) {
            assumeTrue(isInstalled(name), name + " is not installed (" + where + "), and is optional here");
        }
        require(name, where);
    }
}
