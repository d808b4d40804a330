package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.video.Plane;
import org.junit.jupiter.api.Test;

class PsnrHvsTest {
    private static final double MEAN_WEIGHT = 1.6193873005;

    @Test
    void identical_planes_have_the_maximum() {
        Plane plane = Planes.picture(40, 30, 1);

        assertThat(PsnrHvs.of(plane, plane)).isEqualTo(Psnr.MAXIMUM_DB);
    }

    @Test
    void an_error_of_the_mean_alone_is_weighted_and_never_hidden() {
        Plane reference = Planes.picture(64, 50, 2);
        Plane other = Planes.of(64, 50, (x, y) -> reference.sample(x, y) + 2);

        double psnr = PsnrHvs.of(reference, other);

        // an error of 2 in 64 samples is one coefficient of 16, which spreads over 64 coefficients
        double meanSquaredError = 16 * 16 * MEAN_WEIGHT * MEAN_WEIGHT / 64;
        assertThat(psnr).isCloseTo(10 * Math.log10(65025 / meanSquaredError), within(1e-9));
    }

    @Test
    void an_error_in_one_coefficient_on_a_flat_ground_has_its_weight_less_what_it_hides_itself() {
        // columns that alternate in sign: 8 x 8 samples of the basis function with the highest frequency are not
        // integers,
        // but these are a sum of the odd frequencies of the first row of coefficients
        int amplitude = 40;
        Plane reference = Planes.flat(8, 8, 128);
        Plane other = Planes.of(8, 8, (x, y) -> 128 + (x % 2 == 0 ? amplitude : -amplitude));

        double psnr = PsnrHvs.of(reference, other);

        double[] weights = {
            MEAN_WEIGHT,
            2.2901594831,
            2.08509755623,
            1.48366094411,
            1.00227514334,
            0.678296995242,
            0.466224900598,
            0.3265091542
        };
        double[] coefficients = new double[8];
        double energy = 0;
        for (int u = 1; u < 8; u++) {
            for (int x = 0; x < 8; x++) {
                coefficients[u] += (x % 2 == 0 ? amplitude : -amplitude) * Math.cos((2 * x + 1) * u * Math.PI / 16) / 2;
            }
            coefficients[u] *= Math.sqrt(8);
            energy += coefficients[u] * coefficients[u] * masking(weights[u]);
        }
        // all variance is within the quarters: 4 * 16 / 15 of the sums of 16 squares against 64 / 63 of that of 64
        double texture = (16.0 / 15) / (64.0 / 63);
        double hidden = Math.sqrt(energy * texture) / 32;
        double sum = 0;
        for (int u = 1; u < 8; u++) {
            double visible = Math.max(0, Math.abs(coefficients[u]) - hidden / masking(weights[u]));
            sum += visible * visible * weights[u] * weights[u];
        }
        assertThat(sum).isPositive();
        assertThat(psnr).isCloseTo(10 * Math.log10(65025 / (sum / 64)), within(1e-9));
    }

    @Test
    void blocks_start_at_every_seventh_column_and_row() {
        Plane reference = Planes.flat(15, 15, 100);
        Plane wide = Planes.of(15, 15, (x, y) -> x < 8 ? 100 : 110);
        Plane high = Planes.of(15, 15, (x, y) -> y < 8 ? 100 : 110);
        Plane corner = Planes.of(15, 15, (x, y) -> x < 14 || y < 14 ? 100 : 200);

        // none of these differs within the first block, and a second one at 8 would not fit
        assertThat(PsnrHvs.of(reference, wide)).isLessThan(50);
        assertThat(PsnrHvs.of(reference, high)).isCloseTo(PsnrHvs.of(reference, wide), within(1e-9));
        assertThat(PsnrHvs.of(reference, corner)).isLessThan(50);
    }

    @Test
    void noise_hides_in_texture_but_not_on_a_flat_ground() {
        Plane flat = Planes.flat(64, 64, 128);
        Plane texture = Planes.noisy(flat, 60, 3);

        double onFlat = PsnrHvs.of(flat, Planes.noisy(flat, 6, 4));
        double inTexture = PsnrHvs.of(texture, Planes.noisy(texture, 6, 4));

        assertThat(inTexture).isGreaterThan(onFlat + 3);
    }

    @Test
    void the_order_of_the_planes_does_not_matter() {
        Plane one = Planes.picture(35, 29, 3);
        Plane two = Planes.noisy(one, 9, 4);

        assertThat(PsnrHvs.of(one, two)).isEqualTo(PsnrHvs.of(two, one));
    }

    @Test
    void a_plane_smaller_than_a_block_is_refused() {
        assertThatThrownBy(() -> PsnrHvs.of(Planes.flat(8, 7, 0), Planes.flat(8, 7, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PSNR-HVS needs planes of at least 8 x 8 samples but these are 8 x 7");
    }

    @Test
    void planes_of_different_size_are_refused() {
        assertThatThrownBy(() -> PsnrHvs.of(Planes.flat(8, 16, 0), Planes.flat(16, 8, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one size");
    }

    private static double masking(double weight) {
        double scaled = weight * 0.3885746225901003;
        return scaled * scaled;
    }
}
