package io.evoforge.evaluator.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A command that runs in a box: without network, environment or anything to write. It sees the system's programs and
 * libraries, the files that its arguments name, and what is named here.
 *
 * @param words program and arguments; a file among them is made visible
 * @param readable further files and directories that it may read
 * @param limit how long it may take
 * @param memoryMegabytes how much memory it may take, with everything that it starts
 */
public record BoxedCommand(List<String> words, List<Path> readable, Duration limit, int memoryMegabytes) {
    /** Stands for the path of the source file. */
    public static final String SOURCE = "{source}";

    /** Stands for the group of sequences to measure on, {@code training} or {@code held-out}. */
    public static final String GROUP = "{group}";

    private static final int LEAST_MEGABYTES = 64;

    public BoxedCommand {
        words = List.copyOf(words);
        readable = List.copyOf(readable);
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a command needs a program and no empty arguments but was " + words);
        }
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("the time limit must be above 0 but was " + limit);
        }
        if (memoryMegabytes < LEAST_MEGABYTES) {
            throw new IllegalArgumentException(
                    "the memory must be at least " + LEAST_MEGABYTES + " MB but was " + memoryMegabytes);
        }
    }

    boolean namesSource() {
        return words.contains(SOURCE);
    }
}
