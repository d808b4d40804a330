package io.evoforge.vcs.message;

import java.util.regex.Pattern;

/**
 * The name of one agent among several that work on one branch; its commits bear it.
 *
 * @param value 1 to 40 letters, digits, dots, underscores and hyphens, beginning with a letter or digit
 */
public record AgentName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public AgentName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an agent's name has 1 to 40 letters, digits, '.', '_' and '-', and begins with a letter or a digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
