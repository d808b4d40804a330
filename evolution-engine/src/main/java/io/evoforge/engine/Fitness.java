package io.evoforge.engine;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.GateVerdict;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One number for a measurement: the mean BD-rate in percent against the first one of the run, by luma, or with colour where
 * that is worse: who throws colour away is never adopted, and must not look like a good parent. Lower is better.
 */
final class Fitness {
    private final AdoptionGate gate;
    private @Nullable Evaluation anchor;

    Fitness(AdoptionGate gate) {
        this.gate = gate;
    }

    void anchorIfFirst(Evaluation evaluation) {
        if (anchor == null) {
            anchor = evaluation;
        }
    }

    /** The number, or empty if the two share too little quality to compare them. */
    OptionalDouble score(Evaluation evaluation) {
        Evaluation first = anchor;
        if (first == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble luma = gate.judge(first, evaluation)
                .match(
                        better -> bdRate(better.comparison()),
                        notBetter -> bdRate(notBetter.comparison()),
                        (GateVerdict.Indecisive indecisive) -> OptionalDouble.empty());
        OptionalDouble colour = luma.isEmpty() ? OptionalDouble.empty() : gate.colourBdRatePercent(first, evaluation);
        return colour.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(luma.getAsDouble(), colour.getAsDouble()));
    }

    private static OptionalDouble bdRate(Comparison comparison) {
        return OptionalDouble.of(comparison.meanBdRatePercent());
    }
}
