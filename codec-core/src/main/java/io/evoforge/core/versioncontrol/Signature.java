package io.evoforge.core.versioncontrol;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Who made something, and when, as git writes it.
 *
 * @param name not empty, without blanks around it, control characters, {@code <} and {@code >}
 * @param email not empty, without blanks, control characters, {@code <} and {@code >}
 * @param when from 1970 on, in a time zone of whole minutes; cut to whole seconds, which is all that git keeps
 */
public record Signature(String name, String email, OffsetDateTime when) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}<>]{1,200}");
    private static final Pattern EMAIL = Pattern.compile("[^\\p{Cntrl}<>\\s]{1,200}");

    public Signature {
        if (!NAME.matcher(name).matches() || !name.equals(name.strip())) {
            throw new IllegalArgumentException("a name in a commit has 1 to 200 characters, no blanks around it, and no"
                    + " '<', '>' or control character");
        }
        if (!EMAIL.matcher(email).matches()) {
            throw new IllegalArgumentException(
                    "an e-mail address in a commit has 1 to 200 characters and no '<', '>', blank or control character");
        }
        if (when.toEpochSecond() < 0 || when.getOffset().getTotalSeconds() % 60 != 0) {
            throw new IllegalArgumentException(
                    "a time in a commit is from 1970 on and in a time zone of whole minutes" + " but was " + when);
        }
        when = when.truncatedTo(ChronoUnit.SECONDS);
    }
}
