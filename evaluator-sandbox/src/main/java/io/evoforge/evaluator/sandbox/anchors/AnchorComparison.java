package io.evoforge.evaluator.sandbox.anchors;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.SequenceEvaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a codec stands against one anchor.
 *
 * @param anchor compared with
 * @param percentBySequence for each sequence, by name and in order, how many bits more or fewer than the anchor the codec
 *     needs at equal PSNR-Y; without those that the anchor was not measured on, or that share no range of PSNR with it;
 *     not empty
 */
public record AnchorComparison(Anchor anchor, Map<String, Double> percentBySequence) {
    public AnchorComparison {
        if (percentBySequence.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs at least 1 sequence");
        }
        percentBySequence = Collections.unmodifiableMap(new LinkedHashMap<>(percentBySequence));
    }

    /** Compares with every anchor that {@code curves} knows on at least one of the sequences. */
    public static List<AnchorComparison> of(Evaluation evaluation, AnchorCurves curves) {
        List<AnchorComparison> comparisons = new ArrayList<>();
        for (Anchor anchor : Anchor.values()) {
            Map<String, Double> percent = new LinkedHashMap<>();
            for (SequenceEvaluation sequence : evaluation.sequences()) {
                curves.find(anchor, sequence.sequence().sha256()).ifPresent(measured -> {
                    OptionalDouble bits = Anchors.bdRatePercent(measured.curve(), sequence.curve());
                    bits.ifPresent(value -> percent.put(sequence.sequence().name(), value));
                });
            }
            if (!percent.isEmpty()) {
                comparisons.add(new AnchorComparison(anchor, percent));
            }
        }
        return List.copyOf(comparisons);
    }

    /** Bits more or fewer than the anchor at equal PSNR-Y, in percent: the mean over sequences. */
    public double meanPercent() {
        return percentBySequence.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
