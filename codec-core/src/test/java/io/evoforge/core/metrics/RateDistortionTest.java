package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateDistortionTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_bitrate_is_finite_and_above_0(double bitsPerSecond) {
        assertThatThrownBy(() -> new Bitrate(bitsPerSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite and above 0");
    }

    @Test
    void a_megabit_is_a_million_bits() {
        Bitrate bitrate = Bitrate.of(1_250_000, 5);

        assertThat(bitrate.bitsPerSecond()).isEqualTo(2_000_000);
        assertThat(bitrate.megabitsPerSecond()).isCloseTo(2, within(1e-12));
    }

    @Test
    void nothing_has_no_bitrate() {
        assertThatThrownBy(() -> Bitrate.of(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bitrate.of(100, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void the_psnr_of_a_point_is_finite(double psnrDb) {
        assertThatThrownBy(() -> new RateDistortionPoint(new Bitrate(1), psnrDb))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite");
    }

    @Test
    void points_may_come_in_any_order() {
        RateDistortionCurve curve =
                RateDistortionCurve.through(List.of(point(300, 40), point(100, 30), point(200, 35)));

        assertThat(curve.points()).containsExactly(point(100, 30), point(200, 35), point(300, 40));
        assertThat(curve.lowestPsnrDb()).isEqualTo(30);
        assertThat(curve.highestPsnrDb()).isEqualTo(40);
    }

    @Test
    void one_point_is_no_curve() {
        assertThatThrownBy(() -> RateDistortionCurve.through(List.of(point(1, 30))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a curve needs at least 2 points but got 1");
    }

    @Test
    void more_bits_must_buy_more_quality() {
        assertThatThrownBy(() -> RateDistortionCurve.through(List.of(point(1, 30), point(2, 30))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must both rise");
        assertThatThrownBy(() -> RateDistortionCurve.through(List.of(point(1, 30), point(2, 29))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateDistortionCurve.through(List.of(point(1, 30), point(1, 31))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RateDistortionPoint point(double bitsPerSecond, double psnrDb) {
        return new RateDistortionPoint(new Bitrate(bitsPerSecond), psnrDb);
    }
}
