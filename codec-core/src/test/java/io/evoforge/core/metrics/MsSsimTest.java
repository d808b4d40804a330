package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.video.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsSsimTest {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    @Test
    void identical_planes_have_1() {
        Plane plane = Planes.picture(200, 180, 1);

        assertThat(MsSsim.of(plane, plane)).isCloseTo(1, within(1e-12));
    }

    @Test
    void of_flat_planes_only_the_luminance_term_of_the_coarsest_scale_is_left() {
        double ssim = MsSsim.of(Planes.flat(176, 176, 50), Planes.flat(176, 176, 100));

        double luminance = (2 * 50 * 100 + 6.5025) / (50 * 50 + 100 * 100 + 6.5025);
        assertThat(ssim).isCloseTo(Math.pow(luminance, 0.1333), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"176,161,5", "161,176,5", "160,200,4", "45,33,2", "11,11,1", "20,300,1", "21,300,2"})
    void it_is_the_product_over_scales_computed_window_by_window(int width, int height, int scales) {
        Plane reference = Planes.picture(width, height, 3);
        Plane other = Planes.blurred(Planes.noisy(reference, 15, 4), 1);

        double ssim = MsSsim.of(reference, other);

        assertThat(ssim).isCloseTo(byDefinition(samples(reference), samples(other), scales), within(1e-9));
    }

    @Test
    void more_noise_is_worse_and_the_order_does_not_matter() {
        Plane reference = Planes.picture(180, 170, 5);
        Plane near = Planes.noisy(reference, 4, 6);
        Plane far = Planes.noisy(reference, 40, 6);

        assertThat(MsSsim.of(reference, far)).isLessThan(MsSsim.of(reference, near));
        assertThat(MsSsim.of(far, reference)).isCloseTo(MsSsim.of(reference, far), within(1e-12));
    }

    @Test
    void an_inverted_structure_counts_as_0() {
        Plane checks = Planes.of(32, 32, (x, y) -> (x / 3 + y / 3) % 2 == 0 ? 20 : 235);
        Plane inverted = Planes.of(32, 32, (x, y) -> (x / 3 + y / 3) % 2 == 0 ? 235 : 20);

        assertThat(MsSsim.of(checks, inverted)).isZero();
    }

    @Test
    void a_plane_smaller_than_the_window_is_refused() {
        assertThatThrownBy(() -> MsSsim.of(Planes.flat(10, 40, 0), Planes.flat(10, 40, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MS-SSIM needs planes of at least 11 x 11 samples but these are 10 x 40");
    }

    @Test
    void planes_of_different_size_are_refused() {
        assertThatThrownBy(() -> MsSsim.of(Planes.flat(20, 40, 0), Planes.flat(40, 20, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one size");
    }

    private static double[][] samples(Plane plane) {
        double[][] samples = new double[plane.height()][plane.width()];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                samples[y][x] = plane.sample(x, y);
            }
        }
        return samples;
    }

    private static double byDefinition(double[][] reference, double[][] other, int scales) {
        double weights = 0;
        for (int i = 0; i < scales; i++) {
            weights += WEIGHTS[i];
        }
        double product = 1;
        double[][] a = reference;
        double[][] b = other;
        for (int i = 0; i < scales; i++) {
            product *= Math.pow(meanOfWindows(a, b, i == scales - 1), WEIGHTS[i] * 1.0001 / weights);
            a = halved(a);
            b = halved(b);
        }
        return product;
    }

    private static double meanOfWindows(double[][] a, double[][] b, boolean luminance) {
        double sum = 0;
        int count = 0;
        for (int top = 0; top + 11 <= a.length; top++) {
            for (int left = 0; left + 11 <= a[0].length; left++) {
                sum += window(a, b, left, top, luminance);
                count++;
            }
        }
        return sum / count;
    }

    private static double window(double[][] a, double[][] b, int left, int top, boolean luminance) {
        double total = 0;
        double meanA = 0;
        double meanB = 0;
        for (int y = 0; y < 11; y++) {
            for (int x = 0; x < 11; x++) {
                double weight = weight(x, y);
                total += weight;
                meanA += weight * a[top + y][left + x];
                meanB += weight * b[top + y][left + x];
            }
        }
        meanA /= total;
        meanB /= total;
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int y = 0; y < 11; y++) {
            for (int x = 0; x < 11; x++) {
                double share = weight(x, y) / total;
                double fromA = a[top + y][left + x] - meanA;
                double fromB = b[top + y][left + x] - meanB;
                varianceA += share * fromA * fromA;
                varianceB += share * fromB * fromB;
                covariance += share * fromA * fromB;
            }
        }
        double similarity = (2 * covariance + 58.5225) / (varianceA + varianceB + 58.5225);
        return luminance
                ? similarity * (2 * meanA * meanB + 6.5025) / (meanA * meanA + meanB * meanB + 6.5025)
                : similarity;
    }

    private static double weight(int x, int y) {
        return Math.exp(-((x - 5) * (x - 5) + (y - 5) * (y - 5)) / 4.5);
    }

    private static double[][] halved(double[][] samples) {
        int height = samples.length;
        int width = samples[0].length;
        double[][] half = new double[(height + 1) / 2][(width + 1) / 2];
        for (int y = 0; y < half.length; y++) {
            for (int x = 0; x < half[0].length; x++) {
                int below = Math.min(2 * y + 1, height - 1);
                int right = Math.min(2 * x + 1, width - 1);
                half[y][x] =
                        (samples[2 * y][2 * x] + samples[2 * y][right] + samples[below][2 * x] + samples[below][right])
                                / 4;
            }
        }
        return half;
    }
}
