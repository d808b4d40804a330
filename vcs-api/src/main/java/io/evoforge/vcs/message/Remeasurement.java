package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * A version, measured again.
 *
 * @param training on the training sequences
 * @param heldOut on the held-out sequences
 * @param before against the version before it, or null for a seed and where that version is not at hand
 */
public record Remeasurement(
        Evaluation training, Evaluation heldOut, @Nullable Before before) {
    /**
     * What a comparison with the version before gave.
     *
     * @param version which that is
     * @param training on the training sequences
     * @param heldOut on the held-out sequences
     */
    public record Before(EvolutionVersion version, Comparison training, Comparison heldOut) {}
}
