package io.evoforge.evaluator.sandbox.metrics;

import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.TestSequence;

/** Sees what a candidate's decoder rebuilt, to look at it in more ways than the evaluation does. */
@FunctionalInterface
public interface DecodedVideoListener {
    /** Looks at nothing. */
    DecodedVideoListener NONE = (sequence, quality, decoded) -> {};

    /**
     * Called once for each sequence and quality, by several threads at once. The candidate is not timed meanwhile.
     *
     * @param decoded of the shape of {@code sequence}
     */
    void decoded(TestSequence sequence, int quality, VideoSequence decoded);
}
