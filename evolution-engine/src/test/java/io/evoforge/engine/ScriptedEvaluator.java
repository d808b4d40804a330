package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.util.function.BiFunction;

/** An evaluator that passes for another and finds what {@code script} says. */
record ScriptedEvaluator(EvaluatorIdentity identity, BiFunction<SourceCode, SequenceGroup, EvaluationOutcome> script)
        implements CodecEvaluator {
    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        return script.apply(source, group);
    }
}
