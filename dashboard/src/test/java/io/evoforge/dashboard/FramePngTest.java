package io.evoforge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FramePngTest {
    @Test
    void black_white_and_a_colour_come_out_as_they_are_seen() throws IOException {
        assertThat(pixel(FramePng.of(frame(16, 128, 128)))).isEqualTo(0x000000);
        assertThat(pixel(FramePng.of(frame(235, 128, 128)))).isEqualTo(0xffffff);
        assertThat(pixel(FramePng.of(frame(81, 90, 240)))).isEqualTo(0xfe0000);
    }

    @Test
    void no_difference_is_grey_and_a_small_one_is_magnified() throws IOException {
        Frame before = frame(100, 128, 128);

        assertThat(grey(FramePng.difference(before, before))).isEqualTo(128);
        assertThat(grey(FramePng.difference(before, frame(103, 0, 0)))).isEqualTo(128 + 3 * FramePng.MAGNIFIED);
        assertThat(grey(FramePng.difference(before, frame(0, 128, 128)))).isZero();
    }

    @Test
    void a_frame_of_odd_size_keeps_its_size() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(FramePng.of(frame(100, 128, 128))));

        assertThat(image.getWidth()).isEqualTo(5);
        assertThat(image.getHeight()).isEqualTo(3);
    }

    private static int pixel(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getRGB(4, 2) & 0xffffff;
    }

    private static int grey(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(4, 2, 0);
    }

    private static Frame frame(int luma, int cb, int cr) {
        return new Frame(plane(5, 3, luma), plane(3, 2, cb), plane(3, 2, cr));
    }

    private static Plane plane(int width, int height, int value) {
        byte[] samples = new byte[width * height];
        java.util.Arrays.fill(samples, (byte) value);
        return Plane.of(width, height, samples);
    }
}
