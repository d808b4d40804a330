package io.evoforge.core.evolution;

import io.evoforge.core.gate.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * What became of a candidate, and why.
 *
 * @param verdict the decision
 * @param reason one line for a person
 * @param training against the champion, or null if it did not come to that
 * @param heldOut against the champion, or null if it did not come to that
 */
public record Decision(
        Verdict verdict,
        String reason,
        @Nullable Comparison training,
        @Nullable Comparison heldOut) {
    /** The possible decisions. */
    public enum Verdict {
        /** The candidate becomes the champion. */
        ADOPT,
        /** It failed, or is not better. */
        REJECT,
        /** It can be measured, but not compared with the champion. */
        INDECISIVE
    }
}
