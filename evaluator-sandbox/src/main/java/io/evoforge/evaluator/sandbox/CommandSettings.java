package io.evoforge.evaluator.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What the command of a {@link CommandCodecEvaluator} is, and what it may take.
 *
 * @param command program and arguments; an argument {@code {source}} stands for the path of the source file, and
 *     {@code {group}} for {@code training} or {@code held-out}
 * @param sourceFileName name of the source file, such as {@code codec.py}, so that tools know its kind
 * @param limit how long one run may take
 * @param memoryMegabytes address space of the command
 */
public record CommandSettings(List<String> command, String sourceFileName, Duration limit, int memoryMegabytes) {
    /** Stands for the path of the source file. */
    public static final String SOURCE = "{source}";

    /** Stands for the group of sequences to measure on. */
    public static final String GROUP = "{group}";

    public CommandSettings {
        command = List.copyOf(command);
        if (command.isEmpty() || !command.contains(SOURCE)) {
            throw new IllegalArgumentException(
                    "the command needs a program and the argument '" + SOURCE + "' but was " + command);
        }
        if (!sourceFileName.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException(
                    "the source file needs a plain name such as 'codec.py' but was '" + sourceFileName + "'");
        }
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("the time limit must be above 0 but was " + limit);
        }
        if (memoryMegabytes < 64) {
            throw new IllegalArgumentException("the memory must be at least 64 MB but was " + memoryMegabytes);
        }
    }
}
