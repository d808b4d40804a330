package io.evoforge.core.gate;

import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.metrics.BdRate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * BD-rate by the PSNR of all three planes, weighted 6:1:1 for Y, Cb and Cr as is usual for 4:2:0 (J.-R. Ohm and others,
 * "Comparison of the Coding Efficiency of Video Coding Standards", IEEE T-CSVT 22(12), 2012).
 */
final class ColourBdRate {
    private static final int LUMA_WEIGHT = 6;

    private ColourBdRate() {}

    /**
     * In percent; empty if not every point of the challenger rises, fewer than four of the champion do, or the two share no
     * range.
     */
    static OptionalDouble percent(SequenceEvaluation champion, SequenceEvaluation challenger) {
        List<RateDistortionPoint> anchor = rising(champion);
        List<RateDistortionPoint> test = rising(challenger);
        return anchor.size() < 2 || test.size() < challenger.points().size()
                ? OptionalDouble.empty()
                : BdRate.percent(new RateDistortionCurve(anchor), new RateDistortionCurve(test));
    }

    /** Of a seed only PSNR-Y has to rise with quality; points whose colour spoils that are left out. */
    private static List<RateDistortionPoint> rising(SequenceEvaluation sequence) {
        List<RateDistortionPoint> rising = new ArrayList<>();
        for (QualityPoint point : sequence.points()) {
            RateDistortionPoint next = new RateDistortionPoint(point.bitrate(), psnrDb(point));
            if (rising.isEmpty() || rises(rising.get(rising.size() - 1), next)) {
                rising.add(next);
            }
        }
        return rising;
    }

    private static boolean rises(RateDistortionPoint lower, RateDistortionPoint upper) {
        return upper.bitrate().bitsPerSecond() > lower.bitrate().bitsPerSecond() && upper.psnrDb() > lower.psnrDb();
    }

    private static double psnrDb(QualityPoint point) {
        return (LUMA_WEIGHT * point.psnrYDb() + point.psnrCbDb() + point.psnrCrDb()) / (LUMA_WEIGHT + 2);
    }
}
