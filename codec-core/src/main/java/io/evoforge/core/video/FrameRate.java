package io.evoforge.core.video;

/**
 * Frames per second as an exact fraction: 30000/1001 is NTSC's rate.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record FrameRate(int numerator, int denominator) {
    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException(
                    "a frame rate needs two positive numbers but was " + numerator + "/" + denominator);
        }
    }

    /** A whole number of frames per second. */
    public static FrameRate of(int framesPerSecond) {
        return new FrameRate(framesPerSecond, 1);
    }

    /** The rate as a decimal number. */
    public double framesPerSecond() {
        return (double) numerator / denominator;
    }

    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }
}
