package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evaluation.CodecEvaluatorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SandboxCodecEvaluatorContractIT extends CodecEvaluatorContract {
    private static SandboxCodecEvaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withParallel(2));
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    @Override
    protected CodecEvaluator evaluator() {
        return evaluator;
    }

    @Override
    protected SourceCode measurable() {
        return new SourceCode(Candidates.honest());
    }

    @Override
    protected SourceCode faulty() {
        return Candidates.encodingFirst("if (quality > 20) throw new IllegalStateException(\"a\\nb\");");
    }
}
