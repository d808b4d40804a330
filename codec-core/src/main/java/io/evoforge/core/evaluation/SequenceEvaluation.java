package io.evoforge.core.evaluation;

import io.evoforge.core.metrics.RateDistortionCurve;
import java.util.List;

/**
 * The measurement on one sequence.
 *
 * @param sequence what it ran on
 * @param points one for each quality, in rising order of quality; at least 2
 */
public record SequenceEvaluation(SequenceInfo sequence, List<QualityPoint> points) {
    public SequenceEvaluation {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("the measurement on sequence '" + sequence.name()
                    + "' needs at least 2 quality points but got " + points.size());
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).quality() <= points.get(i - 1).quality()) {
                throw new IllegalArgumentException("quality must rise from point to point");
            }
        }
    }

    /** Bitrate over PSNR-Y. */
    public RateDistortionCurve curve() {
        return RateDistortionCurve.through(
                points.stream().map(QualityPoint::rateDistortion).toList());
    }
}
