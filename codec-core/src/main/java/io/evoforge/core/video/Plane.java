package io.evoforge.core.video;

import java.util.Arrays;
import java.util.Objects;

/** One component of a frame: {@code width x height} samples of 8 bits, row by row from the top left. Immutable. */
public final class Plane {
    private final int width;
    private final int height;
    private final byte[] samples;

    private Plane(int width, int height, byte[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /**
     * A plane that holds a copy of {@code samples}.
     *
     * @param width samples in a row, at least 1
     * @param height rows, at least 1
     * @param samples {@code width * height} values, each 0 to 255 as an unsigned byte
     */
    public static Plane of(int width, int height, byte[] samples) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a plane needs at least 1 x 1 samples but was " + width + " x " + height);
        }
        if (samples.length != (long) width * height) {
            throw new IllegalArgumentException("a plane of " + width + " x " + height + " needs "
                    + (long) width * height + " samples but got " + samples.length);
        }
        return new Plane(width, height, samples.clone());
    }

    /** Samples in a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /**
     * The sample in column {@code x} and row {@code y}, from 0 to 255.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public int sample(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException(
                    "no sample at " + x + ", " + y + " in a plane of " + width + " x " + height);
        }
        return samples[y * width + x] & 0xff;
    }

    /** A copy of all samples, {@code width * height} unsigned bytes, row by row. */
    public byte[] toByteArray() {
        return samples.clone();
    }

    /**
     * Copies row {@code y} into {@code target} from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if there is no such row, or {@code target} has no room for it
     */
    public void copyRow(int y, byte[] target, int offset) {
        Objects.checkIndex(y, height);
        System.arraycopy(samples, y * width, target, offset, width);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plane plane && width == plane.width && Arrays.equals(samples, plane.samples);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Plane[" + width + " x " + height + "]";
    }
}
