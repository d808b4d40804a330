package io.evoforge.core.evolution;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.gate.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * Why a version was adopted.
 *
 * @param training its measurement on the training sequences
 * @param heldOut its measurement on the held-out sequences
 * @param trainingComparison against the champion before it, or null for a seed
 * @param heldOutComparison against the champion before it, or null for a seed
 * @param candidate number of the candidate in its run, or 0 for a seed
 * @param seed the run's seed
 * @param proposer who proposed it
 */
public record Evidence(
        Evaluation training,
        Evaluation heldOut,
        @Nullable Comparison trainingComparison,
        @Nullable Comparison heldOutComparison,
        long candidate,
        long seed,
        String proposer) {}
