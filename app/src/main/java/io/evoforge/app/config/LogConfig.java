package io.evoforge.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keys {@code log.*}.
 *
 * @param format how an event is written
 * @param level the least important events that are written
 * @param file where to, or empty for standard error
 * @param fileMegabytes size at which a file is put aside and a new one is begun
 * @param files how many files are kept that were put aside
 */
public record LogConfig(Format format, Level level, Optional<Path> file, int fileMegabytes, int files) {
    /** How an event is written. */
    public enum Format {
        /** A line for a person. */
        TEXT,
        /** A line of JSON. */
        JSON
    }

    /** How important an event is. */
    public enum Level {
        /** What failed. */
        ERROR,
        /** What may go wrong, too. */
        WARN,
        /** What happens, too. */
        INFO,
        /** What it was decided by, too. */
        DEBUG,
        /** Everything. */
        TRACE
    }

    static final ConfigKey<Format> FORMAT = new ConfigKey<>(
            "log.format",
            "text",
            "How the log is written: 'text' for people, 'json' with one event on each line. Secrets are masked in both.",
            anyCase(Parsers.choice(Format.class)));
    static final ConfigKey<Level> LEVEL = new ConfigKey<>(
            "log.level",
            "warn",
            "The least important events that are logged: error, warn, info, debug or trace.",
            anyCase(Parsers.choice(Level.class)));
    static final ConfigKey<Optional<Path>> FILE = new ConfigKey<>(
            "log.file",
            "",
            "File that the log is written to instead of standard error. Each process needs one of its own.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<Integer> FILE_MEGABYTES = new ConfigKey<>(
            "log.file-megabytes",
            "10",
            "Size in MB at which log.file is put aside as log.file.1, and a new one is begun.",
            Parsers.integer(1, 10_000));
    static final ConfigKey<Integer> FILES = new ConfigKey<>(
            "log.files", "5", "How many log files that were put aside are kept.", Parsers.integer(1, 20));

    static final List<ConfigKey<?>> ALL = List.of(FORMAT, LEVEL, FILE, FILE_MEGABYTES, FILES);

    static LogConfig from(ConfigValues values) {
        return new LogConfig(
                values.take(FORMAT),
                values.take(LEVEL),
                values.take(FILE),
                values.take(FILE_MEGABYTES),
                values.take(FILES));
    }

    private static <T> Function<String, T> anyCase(Function<String, T> parser) {
        return text -> parser.apply(text.toLowerCase(Locale.ROOT));
    }
}
