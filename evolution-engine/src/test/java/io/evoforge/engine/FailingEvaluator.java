package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;

/** An evaluator that does something else first, such as fail. */
record FailingEvaluator(CodecEvaluator evaluator, Runnable before) implements CodecEvaluator {
    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        before.run();
        return evaluator.evaluate(source, group);
    }

    @Override
    public EvaluatorIdentity identity() {
        return evaluator.identity();
    }
}
