package io.evoforge.core.evaluation;

import java.util.List;
import java.util.function.Function;

/** What {@link CodecEvaluator#evaluate} found. Both cases are normal. */
public sealed interface EvaluationOutcome {
    /**
     * The candidate coded and decoded everything.
     *
     * @param evaluation the measurement
     * @param diagnostics what was noticed on the way, such as a compiler's warnings; may be empty
     */
    record Measured(Evaluation evaluation, List<Diagnostic> diagnostics) implements EvaluationOutcome {
        public Measured {
            diagnostics = List.copyOf(diagnostics);
        }

        /** A measurement without anything to notice. */
        public Measured(Evaluation evaluation) {
            this(evaluation, List.of());
        }
    }

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
