package io.evoforge.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.video.Plane;
import org.junit.jupiter.api.Test;

class PsnrTest {
    @Test
    void an_error_of_one_everywhere_is_48_13_db() {
        Plane reference = Planes.flat(16, 16, 100);
        Plane other = Planes.flat(16, 16, 101);

        double psnr = Psnr.of(reference, other);

        // 20 log10(255)
        assertThat(psnr).isCloseTo(48.130803609, within(1e-9));
    }

    @Test
    void black_against_white_is_0_db() {
        assertThat(Psnr.of(Planes.flat(7, 5, 0), Planes.flat(7, 5, 255))).isEqualTo(0);
    }

    @Test
    void samples_above_127_are_not_negative() {
        Plane reference = Plane.of(2, 1, new byte[] {(byte) 255, (byte) 128});
        Plane other = Plane.of(2, 1, new byte[] {(byte) 253, (byte) 124});

        double psnr = Psnr.of(reference, other);

        // squared errors 4 and 16, mean 10
        assertThat(psnr).isCloseTo(10 * Math.log10(65025 / 10.0), within(1e-12));
    }

    @Test
    void identical_planes_have_the_maximum() {
        assertThat(Psnr.of(Planes.picture(33, 17, 1), Planes.picture(33, 17, 1)))
                .isEqualTo(100);
    }

    @Test
    void nothing_exceeds_the_maximum() {
        int side = 1300;
        Plane reference = Planes.flat(side, side, 9);
        Plane other = Planes.of(side, side, (x, y) -> x == 5 && y == 7 ? 10 : 9);

        double psnr = Psnr.of(reference, other);

        // 48.13 + 10 log10(1300^2) would be 110.4
        assertThat(psnr).isEqualTo(Psnr.MAXIMUM_DB);
    }

    @Test
    void the_order_of_the_planes_does_not_matter() {
        Plane one = Planes.picture(35, 17, 3);
        Plane two = Planes.noisy(one, 9, 4);

        assertThat(Psnr.of(one, two)).isEqualTo(Psnr.of(two, one));
    }

    @Test
    void the_squared_error_of_a_long_row_does_not_overflow() {
        int width = 200_000;

        long error = Psnr.squaredError(Planes.flat(width, 1, 0), Planes.flat(width, 1, 255));

        assertThat(error).isEqualTo(65025L * width);
    }

    @Test
    void planes_of_different_size_are_refused() {
        assertThatThrownBy(() -> Psnr.of(Planes.flat(4, 6, 0), Planes.flat(6, 4, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only planes of one size can be compared but the reference is 4 x 6 and the other 6 x 4");
    }
}
