package io.evoforge.evaluator.sandbox;

import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sources to be evaluated, made from an honest codec, and small sequences to do it on. */
final class Candidates {
    private static final String ENCODE = "public byte[] encode(VideoSequence source, int quality) {";
    private static final String DECODE = "public VideoSequence decode(byte[] bitstream) {";
    private static final String MEMBERS = "public final class EvolvedCodec implements VideoCodec {";

    private Candidates() {}

    /** A small and simple codec without a fault. */
    static String honest() {
        try (InputStream in = Candidates.class.getResourceAsStream("canaries/PlainCodec.java")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The honest codec with {@code statement} as the first thing that its encoder does. */
    static SourceCode encodingFirst(String statement) {
        return honestWith(ENCODE, ENCODE + " " + statement);
    }

    /** The honest codec with {@code statement} as the first thing that its decoder does. */
    static SourceCode decodingFirst(String statement) {
        return honestWith(DECODE, DECODE + " " + statement);
    }

    /** The honest codec with {@code members}, and {@code statement} as the first thing that its encoder does. */
    static SourceCode encodingFirst(String members, String statement) {
        return new SourceCode(encodingFirst(statement).text().replace(MEMBERS, MEMBERS + " " + members));
    }

    /** The honest codec with one text replaced by another. */
    static SourceCode honestWith(String text, String replacement) {
        String honest = honest();
        if (!honest.contains(text)) {
            throw new IllegalArgumentException("the honest codec does not hold '" + text + "'");
        }
        return new SourceCode(honest.replace(text, replacement));
    }

    /** A small sequence with movement, in an odd size. */
    static VideoSequence video(int frames) {
        List<Frame> pictures = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            pictures.add(new Frame(plane(47, 35, 3 * i), plane(24, 18, i), plane(24, 18, 2 * i)));
        }
        return new VideoSequence(new FrameRate(30_000, 1_001), pictures);
    }

    /** One training and one held-out sequence. */
    static SequenceSet sequences() {
        return new SequenceSet(
                List.of(TestSequence.of("small", video(4))), List.of(TestSequence.of("other", video(3))));
    }

    private static Plane plane(int width, int height, int shift) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin((x + shift) * 0.21) + Math.cos((y - shift) * 0.17) + Math.sin(x * y * 0.05);
                samples[y * width + x] = (byte) (128 + 40 * wave);
            }
        }
        return Plane.of(width, height, samples);
    }
}
