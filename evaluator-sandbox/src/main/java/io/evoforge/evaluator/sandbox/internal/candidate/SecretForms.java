package io.evoforge.evaluator.sandbox.internal.candidate;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of keys and tokens that are secret wherever they appear. */
final class SecretForms {
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("gh[pousr]_[A-Za-z0-9]{20,}"),
            Pattern.compile("github_pat_[A-Za-z0-9_]{20,}"),
            Pattern.compile("(?:AKIA|ASIA)[A-Z0-9]{16}"),
            Pattern.compile("sk-[A-Za-z0-9_-]{20,}"),
            Pattern.compile("xox[abprs]-[A-Za-z0-9-]{10,}"),
            Pattern.compile("AIza[A-Za-z0-9_-]{35}"),
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"));

    private SecretForms() {}

    /** Where the first one begins; empty if there is none. */
    static OptionalInt find(String text) {
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(text);
            if (matcher.find()) {
                return OptionalInt.of(matcher.start());
            }
        }
        return OptionalInt.empty();
    }
}
