package io.evoforge.core.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The trade a codec offers on one sequence: more bits, less distortion. Both rise strictly from point to point.
 *
 * @param points at least 2, in order of rising bitrate and rising PSNR
 */
public record RateDistortionCurve(List<RateDistortionPoint> points) {
    public RateDistortionCurve {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a curve needs at least 2 points but got " + points.size());
        }
        for (int i = 1; i < points.size(); i++) {
            RateDistortionPoint lower = points.get(i - 1);
            RateDistortionPoint upper = points.get(i);
            if (upper.bitrate().bitsPerSecond() <= lower.bitrate().bitsPerSecond()
                    || upper.psnrDb() <= lower.psnrDb()) {
                throw new IllegalArgumentException("bitrate and PSNR must both rise from point to point but " + lower
                        + " is followed by " + upper);
            }
        }
    }

    /** The curve through {@code points}, which may come in any order. */
    public static RateDistortionCurve through(List<RateDistortionPoint> points) {
        List<RateDistortionPoint> ordered = new ArrayList<>(points);
        ordered.sort(Comparator.comparingDouble(point -> point.bitrate().bitsPerSecond()));
        return new RateDistortionCurve(ordered);
    }

    /** The lowest PSNR of the curve, in dB. */
    public double lowestPsnrDb() {
        return points.get(0).psnrDb();
    }

    /** The highest PSNR of the curve, in dB. */
    public double highestPsnrDb() {
        return points.get(points.size() - 1).psnrDb();
    }
}
