package io.evoforge.engine;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came out for sources. Measurements by an evaluator with other settings cannot be compared and are not taken in. */
final class Outcomes {
    private static final Refusal OTHER_SEQUENCES = new Refusal(
            Refusal.Stage.MEASURE,
            "measured on other sequences than the champion: whatever the source, the same ones have to be reported, in the"
                    + " same order",
            List.of());

    private final String settings;
    private final Map<Measurement, EvaluationOutcome> outcomes = new HashMap<>();

    /** What an outcome belongs to. */
    private record Measurement(Sha256 source, SequenceGroup group) {}

    /** No outcomes yet, by an evaluator with {@code settings}, which are a digest. */
    Outcomes(String settings) {
        this.settings = settings;
    }

    /** Takes {@code outcome} in; false if it does not count. */
    boolean evaluated(SourceCode source, SequenceGroup group, EvaluationOutcome outcome) {
        if (outcome instanceof EvaluationOutcome.Measured measured && !isComparable(measured.evaluation())) {
            return false;
        }
        outcomes.put(new Measurement(source.sha256(), group), ofTheSameSequences(group, outcome));
        return true;
    }

    /** A judge that is not ours may report what it likes, and nothing could be compared with other sequences. */
    private EvaluationOutcome ofTheSameSequences(SequenceGroup group, EvaluationOutcome outcome) {
        boolean isOfOthers = outcome instanceof EvaluationOutcome.Measured measured
                && measuredOn(group)
                        .filter(known -> !known.isComparableWith(measured.evaluation()))
                        .isPresent();
        return isOfOthers ? new EvaluationOutcome.Refused(OTHER_SEQUENCES) : outcome;
    }

    /** What was measured on {@code group} before, if anything: all of it is comparable. */
    private Optional<Evaluation> measuredOn(SequenceGroup group) {
        return outcomes.values().stream()
                .flatMap(known -> known instanceof EvaluationOutcome.Measured measured
                        ? Stream.of(measured.evaluation())
                        : Stream.empty())
                .filter(evaluation -> evaluation.group() == group)
                .findFirst();
    }

    /** Takes in what an adoption was founded on, unless more is known already. */
    void adopted(SourceCode source, Evaluation evaluation) {
        if (isComparable(evaluation)) {
            outcomes.putIfAbsent(
                    new Measurement(source.sha256(), evaluation.group()), new EvaluationOutcome.Measured(evaluation));
        }
    }

    private boolean isComparable(Evaluation evaluation) {
        return evaluation.evaluator().settings().equals(settings);
    }

    void forget(SourceCode source) {
        for (SequenceGroup group : SequenceGroup.values()) {
            outcomes.remove(new Measurement(source.sha256(), group));
        }
    }

    /** As if {@code source} had not been tried where it was refused. */
    void forgetRefusals(SourceCode source) {
        for (SequenceGroup group : SequenceGroup.values()) {
            if (of(source, group) instanceof EvaluationOutcome.Refused) {
                outcomes.remove(new Measurement(source.sha256(), group));
            }
        }
    }

    @Nullable
    EvaluationOutcome of(SourceCode source, SequenceGroup group) {
        return outcomes.get(new Measurement(source.sha256(), group));
    }
}
