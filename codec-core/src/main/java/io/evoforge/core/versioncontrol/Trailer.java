package io.evoforge.core.versioncontrol;

import java.util.regex.Pattern;

/**
 * One line of the last block of a commit message, such as {@code Codec-Version: 7}.
 *
 * @param name letters, digits and {@code -}
 * @param value one line, not blank
 */
public record Trailer(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}*\\S");

    public Trailer {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a trailer's name has letters, digits and '-' only");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of trailer '" + name + "' must be one line and not blank");
        }
    }

    /** The line as it stands in a commit message. */
    public String line() {
        return name + ": " + value;
    }
}
