package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;

/** An evaluator that runs candidates in boxes, and knows how well these hold. */
public interface ContainedEvaluator extends CodecEvaluator, AutoCloseable {
    /** How well candidates are held here, found by trying to get out when this evaluator was made. */
    ContainmentReport containment();

    /** Ends every process of this evaluator and deletes its temporary files. */
    @Override
    void close();
}
