package io.evoforge.benchmarks;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Synthetic video of the classic test size, the same in every process. */
final class TestVideo {
    static final int WIDTH = 352;
    static final int HEIGHT = 288;
    static final int FRAMES = 60;

    private TestVideo() {}

    /** Moving slopes and texture. */
    static VideoSequence original() {
        Random random = new Random(1);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(new Frame(
                    texture(WIDTH, HEIGHT, i, random),
                    texture(WIDTH / 2, HEIGHT / 2, i, random),
                    texture(WIDTH / 2, HEIGHT / 2, -i, random)));
        }
        return new VideoSequence(FrameRate.of(30), frames);
    }

    /** {@code video} as a codec of moderate quality might give it back: with an error of a few steps in each sample. */
    static VideoSequence degraded(VideoSequence video) {
        Random random = new Random(2);
        UnaryOperator<Plane> degrade = plane -> {
            byte[] samples = plane.toByteArray();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = clamped((samples[i] & 0xff) + random.nextInt(13) - 6);
            }
            return Plane.of(plane.width(), plane.height(), samples);
        };
        return new VideoSequence(
                video.frameRate(),
                video.frames().stream()
                        .map(frame -> new Frame(
                                degrade.apply(frame.luma()), degrade.apply(frame.cb()), degrade.apply(frame.cr())))
                        .toList());
    }

    private static Plane texture(int width, int height, int shift, Random random) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = 50 * Math.sin((x + 2 * shift) / 17.0) + 30 * Math.cos((y - shift) / 5.0);
                samples[y * width + x] = clamped((int) (128 + wave) + random.nextInt(9) - 4);
            }
        }
        return Plane.of(width, height, samples);
    }

    private static byte clamped(int sample) {
        return (byte) Math.max(0, Math.min(255, sample));
    }
}
