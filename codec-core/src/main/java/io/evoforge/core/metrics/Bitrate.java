package io.evoforge.core.metrics;

/**
 * Coded bits per second of playback. Decimal units: 1 Mbit/s is 1,000,000 bit/s.
 *
 * @param bitsPerSecond finite and above 0
 */
public record Bitrate(double bitsPerSecond) {
    public Bitrate {
        if (!(bitsPerSecond > 0) || Double.isInfinite(bitsPerSecond)) { // the negation also refuses NaN
            throw new IllegalArgumentException("bitrate must be finite and above 0 bit/s but was " + bitsPerSecond);
        }
    }

    /** The rate of {@code bytes} that play for {@code seconds}. */
    public static Bitrate of(long bytes, double seconds) {
        return new Bitrate(bytes * 8.0 / seconds);
    }

    /** The rate in Mbit/s. */
    public double megabitsPerSecond() {
        return bitsPerSecond / 1_000_000;
    }
}
