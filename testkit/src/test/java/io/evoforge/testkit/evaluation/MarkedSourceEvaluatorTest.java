package io.evoforge.testkit.evaluation;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.source.SourceCode;

class MarkedSourceEvaluatorTest extends CodecEvaluatorContract {
    @Override
    protected CodecEvaluator evaluator() {
        return new MarkedSourceEvaluator();
    }

    @Override
    protected SourceCode measurable() {
        return new SourceCode("bits=0.9");
    }

    @Override
    protected SourceCode faulty() {
        return new SourceCode("refuse=ENCODE");
    }
}
