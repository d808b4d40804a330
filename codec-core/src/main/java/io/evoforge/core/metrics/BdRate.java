package io.evoforge.core.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

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
        return percent(anchor, test, PiecewiseCubic::new);
    }

    /**
     * The same with straight lines between the points. Less exact for curves as they are, and harder to bend: a cubic's slope
     * at a point comes from its neighbours, so points that lie close together can be placed to pull the piece beside them
     * down.
     *
     * @return empty as above
     */
    public static OptionalDouble percentByLines(RateDistortionCurve anchor, RateDistortionCurve test) {
        return percent(anchor, test, Lines::new);
    }

    private static OptionalDouble percent(
            RateDistortionCurve anchor, RateDistortionCurve test, BiFunction<double[], double[], Curve> through) {
        OptionalDouble logDifference =
                meanDifference(psnrs(anchor), logRates(anchor), psnrs(test), logRates(test), through);
        return logDifference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.expm1(logDifference.getAsDouble()) * 100);
    }

    /**
     * BD-PSNR of {@code test} against {@code anchor} in dB: 1 means 1 dB more at equal bitrate.
     *
     * @return empty if a curve has fewer than 4 points or the two share no range of bitrate
     */
    public static OptionalDouble psnrDb(RateDistortionCurve anchor, RateDistortionCurve test) {
        return meanDifference(logRates(anchor), psnrs(anchor), logRates(test), psnrs(test), PiecewiseCubic::new);
    }

    /** The mean of test minus anchor over the range of x that both cover. */
    private static OptionalDouble meanDifference(
            double[] anchorX,
            double[] anchorY,
            double[] testX,
            double[] testY,
            BiFunction<double[], double[], Curve> through) {
        if (anchorX.length < FEWEST_POINTS || testX.length < FEWEST_POINTS) {
            return OptionalDouble.empty();
        }
        double low = Math.max(anchorX[0], testX[0]);
        double high = Math.min(anchorX[anchorX.length - 1], testX[testX.length - 1]);
        if (low >= high) {
            return OptionalDouble.empty();
        }
        double difference = through.apply(testX, testY).integral(low, high)
                - through.apply(anchorX, anchorY).integral(low, high);
        return OptionalDouble.of(difference / (high - low));
    }

    private static double[] psnrs(RateDistortionCurve curve) {
        return curve.points().stream().mapToDouble(RateDistortionPoint::psnrDb).toArray();
    }

    private static double[] logRates(RateDistortionCurve curve) {
        return curve.points().stream()
                .mapToDouble(point -> Math.log(point.bitrate().bitsPerSecond()))
                .toArray();
    }

    /** What is taken to lie between points. */
    private interface Curve {
        double integral(double from, double to);
    }

    /** Straight lines. */
    private static final class Lines implements Curve {
        private final double[] x;
        private final double[] y;

        Lines(double[] x, double[] y) {
            this.x = x;
            this.y = y;
        }

        @Override
        public double integral(double from, double to) {
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double start = Math.max(from, x[i]);
                double end = Math.min(to, x[i + 1]);
                if (start < end) {
                    double slope = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
                    sum += (end - start) * (y[i] + slope * ((start + end) / 2 - x[i]));
                }
            }
            return sum;
        }
    }

    /**
     * A rising curve through {@code (x[i], y[i])}, which both rise strictly. So all secants are positive, and the cases that
     * the method has for turning points do not occur.
     */
    private static final class PiecewiseCubic implements Curve {
        private final double[] x;
        private final double[] y;
        private final double[] slope;

        PiecewiseCubic(double[] x, double[] y) {
            this.x = x;
            this.y = y;
            this.slope = slopes(x, y);
        }

        @Override
        public double integral(double from, double to) {
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
