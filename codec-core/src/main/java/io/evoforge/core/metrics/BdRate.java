package io.evoforge.core.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The mean difference of two rate-distortion curves: in bits at equal quality (BD-rate), or in quality at equal bitrate
 * (BD-PSNR), over the range both cover.
 *
 * <p>Source: G. Bjontegaard, "Calculation of average PSNR differences between RD-curves", VCEG-M33, 2001. Between the
 * points the curves are piecewise cubic Hermite polynomials with the slopes of F. N. Fritsch and J. Butland ("A method
 * for constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5, 1984), which cannot
 * overshoot as the single cubic of 2001 does.
 */
public final class BdRate {
    private static final int FEWEST_POINTS = 4;

    private BdRate() {}

    /**
     * BD-rate of {@code test} against {@code anchor} in percent: -20 means a fifth fewer bits at equal PSNR.
     *
     * @return empty if a curve has fewer than 4 points or the two share no range of PSNR
     */
    public static OptionalDouble percent(RateDistortionCurve anchor, RateDistortionCurve test) {
        OptionalDouble logDifference = meanDifference(psnrs(anchor), logRates(anchor), psnrs(test), logRates(test));
        return logDifference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(asPercent(logDifference.getAsDouble()));
    }

    /**
     * The same by what was measured of {@code test} alone: the mean difference of its points to straight lines between those
     * of {@code anchor}, where each point counts for the part of the common range that it is nearest to. Less exact for curves
     * as they are, and harder to bend: log bitrate over PSNR is nearly always concave, so a line lies below the curve, and other
     * points of the anchor's own curve show no gain.
     *
     * @return empty as above, or if no point of {@code test} lies in the common range
     */
    public static OptionalDouble percentAtPoints(RateDistortionCurve anchor, RateDistortionCurve test) {
        double low = Math.max(anchor.lowestPsnrDb(), test.lowestPsnrDb());
        double high = Math.min(anchor.highestPsnrDb(), test.highestPsnrDb());
        List<RateDistortionPoint> shared = test.points().stream()
                .filter(point -> low <= point.psnrDb() && point.psnrDb() <= high)
                .toList();
        boolean tooFew = Math.min(anchor.points().size(), test.points().size()) < FEWEST_POINTS;
        if (tooFew || low >= high || shared.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double from = low;
        for (int i = 0; i < shared.size(); i++) {
            RateDistortionPoint point = shared.get(i);
            boolean last = i + 1 == shared.size();
            double to = last ? high : (point.psnrDb() + shared.get(i + 1).psnrDb()) / 2;
            sum += (to - from) * (logRate(point) - logRateByLines(anchor, point.psnrDb()));
            from = to;
        }
        return OptionalDouble.of(asPercent(sum / (high - low)));
    }

    /** On straight lines between the points of {@code curve}, at a PSNR within its range. */
    private static double logRateByLines(RateDistortionCurve curve, double psnrDb) {
        int upper = 1;
        while (curve.points().get(upper).psnrDb() < psnrDb) {
            upper++;
        }
        RateDistortionPoint start = curve.points().get(upper - 1);
        RateDistortionPoint end = curve.points().get(upper);
        double share = (psnrDb - start.psnrDb()) / (end.psnrDb() - start.psnrDb());
        return logRate(start) + share * (logRate(end) - logRate(start));
    }

    /**
     * BD-PSNR of {@code test} against {@code anchor} in dB: 1 means 1 dB more at equal bitrate.
     *
     * @return empty if a curve has fewer than 4 points or the two share no range of bitrate
     */
    public static OptionalDouble psnrDb(RateDistortionCurve anchor, RateDistortionCurve test) {
        return meanDifference(logRates(anchor), psnrs(anchor), logRates(test), psnrs(test));
    }

    /** The mean of test minus anchor over the range of x that both cover. */
    private static OptionalDouble meanDifference(double[] anchorX, double[] anchorY, double[] testX, double[] testY) {
        if (anchorX.length < FEWEST_POINTS || testX.length < FEWEST_POINTS) {
            return OptionalDouble.empty();
        }
        double low = Math.max(anchorX[0], testX[0]);
        double high = Math.min(anchorX[anchorX.length - 1], testX[testX.length - 1]);
        if (low >= high) {
            return OptionalDouble.empty();
        }
        double difference = new PiecewiseCubic(testX, testY).integral(low, high)
                - new PiecewiseCubic(anchorX, anchorY).integral(low, high);
        return OptionalDouble.of(difference / (high - low));
    }

    private static double[] psnrs(RateDistortionCurve curve) {
        return curve.points().stream().mapToDouble(RateDistortionPoint::psnrDb).toArray();
    }

    private static double[] logRates(RateDistortionCurve curve) {
        return curve.points().stream().mapToDouble(BdRate::logRate).toArray();
    }

    private static double logRate(RateDistortionPoint point) {
        return Math.log(point.bitrate().bitsPerSecond());
    }

    private static double asPercent(double logDifference) {
        return Math.expm1(logDifference) * 100;
    }

    /**
     * A rising curve through {@code (x[i], y[i])}, which both rise strictly. So all secants are positive, and the cases that
     * the method has for turning points do not occur.
     */
    private static final class PiecewiseCubic {
        private final double[] x;
        private final double[] y;
        private final double[] slope;

        PiecewiseCubic(double[] x, double[] y) {
            this.x = x;
            this.y = y;
            this.slope = slopes(x, y);
        }

        double integral(double from, double to) {
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double start = Math.max(from, x[i]);
                double end = Math.min(to, x[i + 1]);
                if (start < end) {
                    sum += antiderivative(i, end) - antiderivative(i, start);
                }
            }
            return sum;
        }

        /** The integral over piece {@code i} from its start to {@code at}. */
        private double antiderivative(int i, double at) {
            double width = x[i + 1] - x[i];
            double secant = (y[i + 1] - y[i]) / width;
            double square = (3 * secant - 2 * slope[i] - slope[i + 1]) / width;
            double cube = (slope[i] + slope[i + 1] - 2 * secant) / (width * width);
            double t = at - x[i];
            return t * (y[i] + t * (slope[i] / 2 + t * (square / 3 + t * cube / 4)));
        }

        private static double[] slopes(double[] x, double[] y) {
            int last = x.length - 1;
            double[] width = new double[last];
            double[] secant = new double[last];
            for (int i = 0; i < last; i++) {
                width[i] = x[i + 1] - x[i];
                secant[i] = (y[i + 1] - y[i]) / width[i];
            }
            double[] slopes = new double[x.length];
            Arrays.setAll(slopes, i -> {
                if (i == 0) {
                    return endSlope(width[0], width[1], secant[0], secant[1]);
                }
                if (i == last) {
                    return endSlope(width[last - 1], width[last - 2], secant[last - 1], secant[last - 2]);
                }
                return innerSlope(width[i - 1], width[i], secant[i - 1], secant[i]);
            });
            return slopes;
        }

        /** The weighted harmonic mean of both sides. */
        private static double innerSlope(double before, double after, double secantBefore, double secantAfter) {
            double weightBefore = 2 * after + before;
            double weightAfter = after + 2 * before;
            return (weightBefore + weightAfter) / (weightBefore / secantBefore + weightAfter / secantAfter);
        }

        /** The three-point formula, or 0 where that would fall. */
        private static double endSlope(double near, double far, double secantNear, double secantFar) {
            return Math.max(0, ((2 * near + far) * secantNear - near * secantFar) / (near + far));
        }
    }
}
