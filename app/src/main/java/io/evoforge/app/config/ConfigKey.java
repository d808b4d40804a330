package io.evoforge.app.config;

import java.util.function.Function;

/**
 * One key of the configuration.
 *
 * @param name as in the file, such as {@code commit.branch}
 * @param defaultText its default as text; empty means "not set"
 * @param description one line for the reference page
 * @param parser turns text into the value, or throws {@link IllegalArgumentException} saying what is allowed
 * @param <T> type of the value
 */
public record ConfigKey<T>(String name, String defaultText, String description, Function<String, T> parser) {
    /** The environment variable that overrides the file: {@code EVOFORGE_COMMIT_BRANCH}. */
    public String environmentVariable() {
        return "EVOFORGE_"
                + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
