package io.evoforge.core.evaluation;

import java.util.List;

/**
 * A complete measurement of a candidate on one group of sequences.
 *
 * @param evaluator what measured
 * @param group which sequences
 * @param sequences the result for each, at least one, in the evaluator's order
 */
public record Evaluation(EvaluatorIdentity evaluator, SequenceGroup group, List<SequenceEvaluation> sequences) {
    public Evaluation {
        sequences = List.copyOf(sequences);
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs at least 1 sequence");
        }
    }

    /** What to quote when one rate and one ratio have to stand for all: means over the sequences at one PSNR-Y. */
    public Headline headline(double psnrDb) {
        return Headline.of(this, psnrDb);
    }
}
