package io.evoforge.vcs.github;

import java.util.regex.Pattern;

/** Takes what looks like one of GitHub's tokens out of a text that came from outside. */
final class Redaction {
    private static final Pattern TOKEN =
            Pattern.compile("(gh[pousr]_|github_pat_)[A-Za-z0-9_]+|eyJ[A-Za-z0-9_.-]{20,}");

    private Redaction() {}

    static String of(String text) {
        return TOKEN.matcher(text).replaceAll("[redacted]");
    }
}
