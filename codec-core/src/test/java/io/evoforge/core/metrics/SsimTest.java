package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.video.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsimTest {
    @Test
    void identical_planes_have_1() {
        Plane plane = Planes.picture(40, 24, 1);

        assertThat(Ssim.of(plane, plane)).isEqualTo(1);
    }

    @Test
    void of_flat_planes_only_the_luminance_term_is_left() {
        double ssim = Ssim.of(Planes.flat(16, 16, 50), Planes.flat(16, 16, 100));

        // sums of 64 samples: (2 * 3200 * 6400 + 416) / (3200^2 + 6400^2 + 416)
        assertThat(ssim).isCloseTo(40_960_416.0 / 51_200_416.0, within(1e-12));
    }

    @Test
    void an_inverted_structure_is_below_0() {
        Plane checks = Planes.of(16, 16, (x, y) -> (x + y) % 2 == 0 ? 100 : 156);
        Plane inverted = Planes.of(16, 16, (x, y) -> (x + y) % 2 == 0 ? 156 : 100);

        double ssim = Ssim.of(checks, inverted);

        // means are equal; 64 samples, each 28 off the mean: variance sums 64^2 * 28^2 each, covariance the negative
        double spread = 4096 * 784.0;
        assertThat(ssim).isCloseTo((-2 * spread + 235_963) / (2 * spread + 235_963), within(1e-12));
    }

    @Test
    void the_extremes_of_the_range_do_not_overflow() {
        Plane white = Planes.flat(32, 32, 255);
        Plane stripes = Planes.of(32, 32, (x, y) -> x % 2 == 0 ? 0 : 255);
        Plane shifted = Planes.of(32, 32, (x, y) -> x % 2 == 0 ? 255 : 0);

        assertThat(Ssim.of(white, white)).isEqualTo(1);
        assertThat(Ssim.of(stripes, stripes)).isEqualTo(1);
        assertThat(Ssim.of(stripes, shifted)).isBetween(-1.0, -0.99);
        assertThat(Ssim.of(white, Planes.flat(32, 32, 0))).isBetween(0.0, 0.001);
    }

    @ParameterizedTest
    @CsvSource({"8,8", "9,15", "35,17", "64,36", "1920,8"})
    void it_is_the_mean_over_windows_computed_one_by_one(int width, int height) {
        Plane reference = Planes.picture(width, height, width);
        Plane other = Planes.blurred(Planes.noisy(reference, 12, height), 1);

        double ssim = Ssim.of(reference, other);

        assertThat(ssim).isCloseTo(windowByWindow(reference, other), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,40", "40,7", "4,4"})
    void a_small_plane_is_extended_to_one_window(int width, int height) {
        Plane reference = Planes.picture(width, height, 5);
        Plane other = Planes.noisy(reference, 20, 6);

        double ssim = Ssim.of(reference, other);

        assertThat(ssim).isCloseTo(windowByWindow(extended(reference), extended(other)), within(1e-12));
        assertThat(Ssim.of(reference, reference)).isEqualTo(1);
    }

    @Test
    void planes_of_different_size_are_refused() {
        assertThatThrownBy(() -> Ssim.of(Planes.flat(8, 8, 0), Planes.flat(8, 9, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 x 8")
                .hasMessageContaining("8 x 9");
    }

    private static Plane extended(Plane plane) {
        return Planes.of(
                Math.max(8, plane.width()),
                Math.max(8, plane.height()),
                (x, y) -> plane.sample(Math.min(x, plane.width() - 1), Math.min(y, plane.height() - 1)));
    }

    /** The definition, as slow and as plain as possible: means, variances and covariance of every window. */
    private static double windowByWindow(Plane reference, Plane other) {
        double sum = 0;
        int windows = 0;
        for (int top = 0; top + 8 <= reference.height() / 4 * 4; top += 4) {
            for (int left = 0; left + 8 <= reference.width() / 4 * 4; left += 4) {
                sum += window(reference, other, left, top);
                windows++;
            }
        }
        return sum / windows;
    }

    private static double window(Plane reference, Plane other, int left, int top) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < 64; i++) {
            meanA += reference.sample(left + i % 8, top + i / 8) / 64.0;
            meanB += other.sample(left + i % 8, top + i / 8) / 64.0;
        }
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int i = 0; i < 64; i++) {
            double a = reference.sample(left + i % 8, top + i / 8) - meanA;
            double b = other.sample(left + i % 8, top + i / 8) - meanB;
            varianceA += a * a / 63;
            varianceB += b * b / 63;
            covariance += a * b / 63;
        }
        double luminanceConstant = 416 / 4096.0;
        double contrastConstant = 235_963 / (64 * 63.0);
        return (2 * meanA * meanB + luminanceConstant)
                * (2 * covariance + contrastConstant)
                / ((meanA * meanA + meanB * meanB + luminanceConstant) * (varianceA + varianceB + contrastConstant));
    }
}
