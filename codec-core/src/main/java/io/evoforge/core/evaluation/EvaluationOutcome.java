package io.evoforge.core.evaluation;

import java.util.function.Function;

/** What {@link CodecEvaluator#evaluate} found. Both cases are normal. */
public sealed interface EvaluationOutcome {
    /** The candidate coded and decoded everything. */
    record Measured(Evaluation evaluation) implements EvaluationOutcome {}

    /** The candidate failed; {@code refusal} says where and why. */
    record Refused(Refusal refusal) implements EvaluationOutcome {}

    /** Applies the function for this case. */
    default <T> T match(Function<Measured, T> measured, Function<Refused, T> refused) {
        if (this instanceof Measured m) {
            return measured.apply(m);
        }
        return refused.apply((Refused) this);
    }
}
