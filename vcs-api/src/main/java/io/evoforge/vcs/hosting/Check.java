package io.evoforge.vcs.hosting;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One verdict on one commit.
 *
 * @param name what was checked, such as {@code evoforge/bd-rate}; 1 to 255 characters, one line
 * @param state how it went
 * @param summary one sentence for people, without line breaks; empty if there is none
 * @param details where more is to be read, or null
 * @param reportedAt when the host got it, by the host's clock; null for one that is yet to be reported
 */
public record Check(
        String name,
        State state,
        String summary,
        @Nullable URI details,
        @Nullable Instant reportedAt) {
    /** How a check went. */
    public enum State {
        /** Queued or running. */
        PENDING,
        /** Good. */
        PASSED,
        /** Not good. */
        FAILED,
        /** It could not be carried out, was cancelled, or ran out of time: says nothing about the commit. */
        BROKEN,
        /** Skipped, or neither good nor bad. */
        NEUTRAL
    }

    public Check {
        if (name.isBlank() || name.length() > 255 || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the name of a check is one line of 1 to 255 characters");
        }
    }

    /** A check that is yet to be reported. */
    public Check(String name, State state, String summary, @Nullable URI details) {
        this(name, state, summary, details, null);
    }
}
