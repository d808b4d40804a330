package io.evoforge.testkit.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A small clip of soft shapes that wander, with a little noise: a codec can predict them, and not everything. Always the
 * same: 20 frames of 96 x 64, 8-bit 4:2:0, 15 in a second.
 */
public final class SyntheticClip {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final int FRAMES = 20;

    private SyntheticClip() {}

    /** Writes it to {@code file}, in the YUV4MPEG2 format, and returns that. */
    public static Path write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("YUV4MPEG2 W%d H%d F15:1 Ip A1:1 C420jpeg\n"
                .formatted(WIDTH, HEIGHT)
                .getBytes(StandardCharsets.US_ASCII));
        SplittableRandom random = new SplittableRandom(7);
        for (int frame = 0; frame < FRAMES; frame++) {
            out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            plane(out, WIDTH, HEIGHT, frame, 1, random);
            plane(out, WIDTH / 2, HEIGHT / 2, frame, 2, random);
            plane(out, WIDTH / 2, HEIGHT / 2, frame, 3, random);
        }
        return Files.write(file, out.toByteArray());
    }

    private static void plane(
            ByteArrayOutputStream out, int width, int height, int frame, int kind, SplittableRandom random) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin((x + frame * 1.5) * 0.13 * kind) + Math.cos((y - frame) * 0.17 * kind);
                out.write((int) (128 + 40 * wave + random.nextInt(7)));
            }
        }
    }
}
