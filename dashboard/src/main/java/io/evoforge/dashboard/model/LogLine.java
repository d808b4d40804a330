package io.evoforge.dashboard.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of the run in a sentence.
 *
 * @param position of the event in the journal, from 1
 * @param at when it happened
 * @param kind of event, in one lower-case word
 * @param tone how good the news is
 * @param text the sentence; may hold text by a model, so it is never markup
 * @param candidate the candidate it is about, or null
 * @param version the version it is about, or null
 */
public record LogLine(
        long position,
        Instant at,
        String kind,
        Tone tone,
        String text,
        @Nullable Long candidate,
        @Nullable Integer version) {
    /** How good news is. */
    public enum Tone {
        /** A step forward. */
        GOOD,
        /** Nothing to do about. */
        PLAIN,
        /** A candidate failed, as most do. */
        MUTED,
        /** Somebody may have to act. */
        BAD
    }
}
