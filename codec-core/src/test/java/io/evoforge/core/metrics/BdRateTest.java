package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BdRateTest {
    /** Two codecs measured on one sequence; the expected values come from an independent program. */
    private static final RateDistortionCurve FIRST =
            curve(new double[] {686.76, 309.58, 157.11, 85.95}, new double[] {40.28, 37.18, 34.24, 31.42});

    private static final RateDistortionCurve SECOND =
            curve(new double[] {893.34, 407.8, 204.93, 112.75}, new double[] {40.39, 37.21, 34.17, 31.24});

    @Test
    void a_known_pair_has_the_known_difference() {
        assertThat(BdRate.percent(FIRST, SECOND).orElseThrow()).isCloseTo(31.379878, within(5e-7));
        assertThat(BdRate.psnrDb(FIRST, SECOND).orElseThrow()).isCloseTo(-1.183472, within(5e-7));
    }

    @Test
    void a_curve_does_not_differ_from_itself() {
        assertThat(BdRate.percent(FIRST, FIRST)).hasValue(0);
        assertThat(BdRate.psnrDb(FIRST, FIRST)).hasValue(0);
    }

    @Test
    void swapping_the_curves_inverts_the_ratio_of_bits() {
        double there = BdRate.percent(FIRST, SECOND).orElseThrow() / 100;
        double back = BdRate.percent(SECOND, FIRST).orElseThrow() / 100;

        assertThat((1 + there) * (1 + back)).isCloseTo(1, within(1e-12));
        assertThat(BdRate.psnrDb(FIRST, SECOND).orElseThrow())
                .isCloseTo(-BdRate.psnrDb(SECOND, FIRST).orElseThrow(), within(1e-12));
    }

    @Test
    void the_same_share_of_bits_less_everywhere_is_that_share() {
        RateDistortionCurve smaller = changed(FIRST, bits -> bits * 0.7, psnr -> psnr);

        assertThat(BdRate.percent(FIRST, smaller).orElseThrow()).isCloseTo(-30, within(1e-9));
    }

    @Test
    void the_same_gain_of_quality_everywhere_is_that_gain() {
        RateDistortionCurve better = changed(FIRST, bits -> bits, psnr -> psnr + 0.8);

        assertThat(BdRate.psnrDb(FIRST, better).orElseThrow()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void straight_lines_in_log_rate_have_a_closed_form() {
        // log rate rises by log 2 for every 3 dB and every 2 dB; over 30 to 36 dB the mean of the difference of logs is
        // log 2 * mean((p - 30) / 2 - (p - 30) / 3) = log 2 * 3 / 6
        RateDistortionCurve anchor = curve(new double[] {100, 200, 400, 800, 1600}, new double[] {30, 33, 36, 39, 42});
        RateDistortionCurve test = curve(new double[] {100, 200, 400, 800}, new double[] {30, 32, 34, 36});

        double percent = BdRate.percent(anchor, test).orElseThrow();

        assertThat(percent).isCloseTo((Math.sqrt(2) - 1) * 100, within(1e-9));
    }

    @Test
    void the_unit_of_bitrate_does_not_matter() {
        double kilobits = BdRate.percent(FIRST, SECOND).orElseThrow();

        double bits = BdRate.percent(
                        changed(FIRST, rate -> rate * 1000, psnr -> psnr),
                        changed(SECOND, rate -> rate * 1000, psnr -> psnr))
                .orElseThrow();

        assertThat(bits).isCloseTo(kilobits, within(1e-9));
    }

    @Test
    void a_steep_knee_does_not_make_the_curve_overshoot() {
        RateDistortionCurve anchor = curve(new double[] {100, 110, 5000, 5500}, new double[] {30, 31, 32, 40});
        RateDistortionCurve twice = changed(anchor, bits -> bits * 2, psnr -> psnr);

        // between two points the rate stays between theirs, so BD-PSNR is limited by the range of PSNR
        assertThat(BdRate.percent(anchor, twice).orElseThrow()).isCloseTo(100, within(1e-9));
        assertThat(BdRate.psnrDb(anchor, twice).orElseThrow()).isBetween(-8.0, 0.0);
    }

    @Test
    void by_the_points_alone_the_same_gain_everywhere_is_that_gain() {
        RateDistortionCurve tenth = changed(FIRST, bits -> bits * 0.9, psnr -> psnr);

        assertThat(BdRate.percentAtPoints(FIRST, tenth).orElseThrow()).isCloseTo(-10, within(1e-9));
        assertThat(BdRate.percentAtPoints(FIRST, FIRST).orElseThrow()).isCloseTo(0, within(1e-9));
    }

    @Test
    void by_the_points_alone_each_counts_for_what_it_is_nearest_to() {
        RateDistortionCurve anchor = curve(new double[] {100, 200, 400, 800}, new double[] {30, 33, 36, 39});
        // on the anchor's curve, but for the one at 36 dB with half of the bits, which is nearest to 34.5 to 37.5 dB
        RateDistortionCurve test = curve(new double[] {50, 100, 200, 200.1, 800}, new double[] {27, 30, 33, 36, 39});

        double percent = BdRate.percentAtPoints(anchor, test).orElseThrow();

        assertThat(percent).isCloseTo((Math.pow(200.1 / 400, 3.0 / 9) - 1) * 100, within(1e-9));
    }

    @Test
    void without_a_common_range_there_is_no_value() {
        RateDistortionCurve low = curve(new double[] {10, 20, 30, 40}, new double[] {20, 21, 22, 23});
        RateDistortionCurve high = curve(new double[] {50, 60, 70, 80}, new double[] {23, 24, 25, 26});

        assertThat(BdRate.percent(low, high)).isEmpty();
        assertThat(BdRate.percentAtPoints(low, high)).isEmpty();
        assertThat(BdRate.psnrDb(low, high)).isEmpty();
    }

    @Test
    void three_points_are_too_few() {
        RateDistortionCurve three = curve(new double[] {100, 200, 300}, new double[] {30, 35, 40});

        assertThat(BdRate.percent(FIRST, three)).isEmpty();
        assertThat(BdRate.percent(three, FIRST)).isEmpty();
        assertThat(BdRate.percentAtPoints(FIRST, three)).isEmpty();
        assertThat(BdRate.psnrDb(three, FIRST)).isEmpty();
    }

    private static RateDistortionCurve curve(double[] bits, double[] psnrDb) {
        List<RateDistortionPoint> points = new ArrayList<>();
        for (int i = 0; i < bits.length; i++) {
            points.add(new RateDistortionPoint(new Bitrate(bits[i]), psnrDb[i]));
        }
        return RateDistortionCurve.through(points);
    }

    private static RateDistortionCurve changed(
            RateDistortionCurve curve, DoubleUnaryOperator bits, DoubleUnaryOperator psnrDb) {
        return new RateDistortionCurve(curve.points().stream()
                .map(point -> new RateDistortionPoint(
                        new Bitrate(bits.applyAsDouble(point.bitrate().bitsPerSecond())),
                        psnrDb.applyAsDouble(point.psnrDb())))
                .toList());
    }
}
