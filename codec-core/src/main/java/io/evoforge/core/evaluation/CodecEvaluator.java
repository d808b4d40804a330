package io.evoforge.core.evaluation;

import io.evoforge.core.source.SourceCode;

/**
 * Measures a candidate on real video. Knows its sequences, quality points and limits from when it was made.
 *
 * <p>The same source on the same group gives the same bytes and the same distortion every time; only durations differ.
 * Implementations are safe for use by several threads.
 */
public interface CodecEvaluator {
    /**
     * Compiles, runs and measures {@code source} on every sequence of {@code group}.
     *
     * @return the measurement, or at which stage and why the candidate was refused; a failing candidate is never a number
     * @throws EvaluatorException if we could not do our part: the box did not start, the disk is full. The candidate is
     *     not to blame and may be evaluated again
     */
    EvaluationOutcome evaluate(SourceCode source, SequenceGroup group);

    /** What measures here; two evaluations are comparable only if this is equal. */
    EvaluatorIdentity identity();
}
