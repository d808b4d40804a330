package io.evoforge.core.metrics;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.Plane;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/** Planes for tests, made from formulas and seeded noise. */
final class Planes {
    private Planes() {}

    /** The plane whose sample at x, y is {@code value}, cut to 0 to 255. */
    static Plane of(int width, int height, IntBinaryOperator value) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = (byte) Math.max(0, Math.min(255, value.applyAsInt(x, y)));
            }
        }
        return Plane.of(width, height, samples);
    }

    static Plane flat(int width, int height, int value) {
        return of(width, height, (x, y) -> value);
    }

    /** Slopes, edges and texture: something that a codec would meet. */
    static Plane picture(int width, int height, long seed) {
        Random random = new Random(seed);
        int phase = random.nextInt(64);
        return of(
                width,
                height,
                (x, y) -> (x * 3 + y * 2 + phase) % 160
                        + ((x / 16 + y / 16) % 2 == 0 ? 40 : 0)
                        + (int) Math.round(20 * Math.sin((x + phase) / 3.0) * Math.cos(y / 5.0))
                        + random.nextInt(8));
    }

    /** {@code plane} with each sample moved by up to {@code amplitude}. */
    static Plane noisy(Plane plane, int amplitude, long seed) {
        Random random = new Random(seed);
        return of(
                plane.width(),
                plane.height(),
                (x, y) -> plane.sample(x, y) + random.nextInt(2 * amplitude + 1) - amplitude);
    }

    /** {@code plane} with each sample replaced by the mean of its neighbourhood. */
    static Plane blurred(Plane plane, int radius) {
        return of(plane.width(), plane.height(), (x, y) -> {
            int sum = 0;
            int count = 0;
            for (int v = Math.max(0, y - radius); v <= Math.min(plane.height() - 1, y + radius); v++) {
                for (int u = Math.max(0, x - radius); u <= Math.min(plane.width() - 1, x + radius); u++) {
                    sum += plane.sample(u, v);
                    count++;
                }
            }
            return (sum + count / 2) / count;
        });
    }

    static Frame frame(int width, int height, long seed) {
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        return new Frame(
                picture(width, height, seed),
                picture(chromaWidth, chromaHeight, seed + 1),
                picture(chromaWidth, chromaHeight, seed + 2));
    }
}
