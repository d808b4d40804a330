package io.evoforge.core.gate;

import io.evoforge.core.evaluation.SequenceGroup;
import java.util.Comparator;
import java.util.List;

/**
 * A challenger against the champion, sequence by sequence.
 *
 * @param group which sequences
 * @param meanBdRatePercent mean over the sequences, in percent; negative means fewer bits at equal PSNR-Y
 * @param sequences at least one
 */
public record Comparison(SequenceGroup group, double meanBdRatePercent, List<SequenceComparison> sequences) {
    public Comparison {
        sequences = List.copyOf(sequences);
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs at least 1 sequence");
        }
    }

    /** The sequence with the highest BD-rate. */
    public SequenceComparison worst() {
        return sequences.stream()
                .max(Comparator.comparingDouble(SequenceComparison::bdRatePercent))
                .orElseThrow();
    }
}
