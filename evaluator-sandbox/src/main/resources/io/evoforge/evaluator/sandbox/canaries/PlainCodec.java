package io.evoforge.evolved;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoCodec;
import io.evoforge.core.video.VideoSequence;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Predicts each sample from its left neighbour, quantises the error and codes it with Exp-Golomb codes. */
public final class EvolvedCodec implements VideoCodec {
    @Override
    public byte[] encode(VideoSequence source, int quality) {
        Bits bits = new Bits();
        int step = 1 + (100 - quality) / 4;
        bits.put(source.width(), 16);
        bits.put(source.height(), 16);
        bits.put(source.frameRate().numerator(), 32);
        bits.put(source.frameRate().denominator(), 32);
        bits.put(source.frames().size(), 16);
        bits.put(step, 8);
        for (Frame frame : source.frames()) {
            code(frame.luma(), step, bits);
            code(frame.cb(), step, bits);
            code(frame.cr(), step, bits);
        }
        return bits.toByteArray();
    }

    private static void code(Plane plane, int step, Bits bits) {
        for (int y = 0; y < plane.height(); y++) {
            int prediction = 128;
            for (int x = 0; x < plane.width(); x++) {
                int level = Math.round((float) (plane.sample(x, y) - prediction) / step);
                bits.putSigned(level);
                prediction = clamp(prediction + level * step);
            }
        }
    }

    @Override
    public VideoSequence decode(byte[] bitstream) {
        Bits bits = new Bits(bitstream);
        int width = bits.get(16);
        int height = bits.get(16);
        FrameRate rate = new FrameRate(bits.get(32), bits.get(32));
        int count = bits.get(16);
        int step = bits.get(8);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(
                    plane(width, height, step, bits),
                    plane((width + 1) / 2, (height + 1) / 2, step, bits),
                    plane((width + 1) / 2, (height + 1) / 2, step, bits)));
        }
        return new VideoSequence(rate, frames);
    }

    private static Plane plane(int width, int height, int step, Bits bits) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int prediction = 128;
            for (int x = 0; x < width; x++) {
                prediction = clamp(prediction + bits.getSigned() * step);
                samples[y * width + x] = (byte) prediction;
            }
        }
        return Plane.of(width, height, samples);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final byte[] in;
        private int position;
        private int held;
        private int count;

        Bits() {
            this(new byte[0]);
        }

        Bits(byte[] in) {
            this.in = in;
        }

        void put(int value, int length) {
            for (int i = length - 1; i >= 0; i--) {
                held = held << 1 | value >>> i & 1;
                if (++count == 8) {
                    out.write(held);
                    count = 0;
                }
            }
        }

        void putSigned(int value) {
            int mapped = 1 + (value > 0 ? 2 * value - 1 : -2 * value);
            int length = 32 - Integer.numberOfLeadingZeros(mapped);
            put(0, length - 1);
            put(mapped, length);
        }

        int get(int length) {
            int value = 0;
            for (int i = 0; i < length; i++) {
                value = value << 1 | in[position >> 3] >> 7 - (position & 7) & 1;
                position++;
            }
            return value;
        }

        int getSigned() {
            int zeros = 0;
            while (get(1) == 0) {
                zeros++;
            }
            int mapped = (1 << zeros | get(zeros)) - 1;
            return (mapped & 1) == 1 ? (mapped + 1) / 2 : -mapped / 2;
        }

        byte[] toByteArray() {
            put(0, 7);
            return out.toByteArray();
        }
    }
}
