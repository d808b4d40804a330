package io.evoforge.core.versioncontrol;

import java.util.regex.Pattern;

/**
 * Names a commit.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record CommitId(String hex) {
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

    public CommitId {
        if (!SHA1.matcher(hex).matches()) {
            throw new IllegalArgumentException("a commit id is 40 lower-case hexadecimal digits but was '" + hex + "'");
        }
    }

    /** The first 8 digits, as people quote it. */
    public String shortHex() {
        return hex.substring(0, 8);
    }

    @Override
    public String toString() {
        return hex;
    }
}
