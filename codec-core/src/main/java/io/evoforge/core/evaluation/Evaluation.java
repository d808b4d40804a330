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

    /** Whether {@code other} tells of the same sequences and was measured in the same way: nothing else can be compared. */
    public boolean isComparableWith(Evaluation other) {
        return group == other.group
                && evaluator.settings().equals(other.evaluator.settings())
                && infos().equals(other.infos());
    }

    private List<SequenceInfo> infos() {
        return sequences.stream().map(SequenceEvaluation::sequence).toList();
    }

    /** What to quote when one rate and one ratio have to stand for all: means over the sequences at one PSNR-Y. */
    public Headline headline(double psnrDb) {
        return Headline.of(this, psnrDb);
    }
}
