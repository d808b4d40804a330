package io.evoforge.dashboard;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Frames as PNG. */
final class FramePng {
    /** How much a difference of luma is magnified, so that people see it. */
    static final int MAGNIFIED = 4;

    private static final int MIDDLE = 128;

    private FramePng() {}

    /** The frame in colour, read as BT.601 of limited range. */
    static byte[] of(Frame frame) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                double luma = 1.164383 * (frame.luma().sample(x, y) - 16);
                int blue = frame.cb().sample(x / 2, y / 2) - MIDDLE;
                int red = frame.cr().sample(x / 2, y / 2) - MIDDLE;
                image.setRGB(
                        x,
                        y,
                        clamped(luma + 1.596027 * red) << 16
                                | clamped(luma - 0.391762 * blue - 0.812968 * red) << 8
                                | clamped(luma + 2.017232 * blue));
            }
        }
        return png(image);
    }

    /** Where the luma of two frames of one size differs: grey where it is the same, lighter where the decoded one is. */
    static byte[] difference(Frame original, Frame decoded) {
        Plane before = original.luma();
        Plane after = decoded.luma();
        BufferedImage image = new BufferedImage(before.width(), before.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < before.height(); y++) {
            for (int x = 0; x < before.width(); x++) {
                int value = clamped(MIDDLE + MAGNIFIED * (after.sample(x, y) - before.sample(x, y)));
                image.getRaster().setSample(x, y, 0, value);
            }
        }
        return png(image);
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory, whatever ImageIO is told elsewhere in this process about files on the disk.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("this Java runtime cannot write PNG; use one with java.desktop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
