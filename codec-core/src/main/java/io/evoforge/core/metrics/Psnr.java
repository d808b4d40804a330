package io.evoforge.core.metrics;

import io.evoforge.core.video.Plane;

/**
 * Peak signal-to-noise ratio of 8-bit planes, in dB: {@code 10 log10(255^2 / mean squared error)}. Higher is closer.
 *
 * <p>Equal to what ffmpeg's {@code psnr} filter prints for a plane, except that identical planes get {@link #MAXIMUM_DB}
 * where ffmpeg prints {@code inf}.
 */
public final class Psnr {
    /** What identical planes have, instead of infinity; also the most that any other two have. */
    public static final double MAXIMUM_DB = 100;

    private static final double PEAK_SQUARED = 255 * 255;

    /** As many squares of 8-bit differences as an int can hold, rounded down. */
    private static final int SQUARES_IN_AN_INT = 32_768;

    private Psnr() {}

    /**
     * PSNR of {@code other} against {@code reference} in dB, from 0 to {@link #MAXIMUM_DB}. Symmetric.
     *
     * @throws IllegalArgumentException if the planes differ in size
     */
    public static double of(Plane reference, Plane other) {
        return ofSquaredError(squaredError(reference, other), (long) reference.width() * reference.height());
    }

    static double ofSquaredError(long squaredError, long samples) {
        return squaredError == 0
                ? MAXIMUM_DB
                : Math.min(MAXIMUM_DB, 10 * Math.log10(PEAK_SQUARED * (double) samples / (double) squaredError));
    }

    /** The sum of squared differences over all samples. */
    static long squaredError(Plane reference, Plane other) {
        PlaneSizes.requireEqual(reference, other);
        int width = reference.width();
        byte[] referenceRow = new byte[width];
        byte[] otherRow = new byte[width];
        long sum = 0;
        for (int y = 0; y < reference.height(); y++) {
            reference.copyRow(y, referenceRow, 0);
            other.copyRow(y, otherRow, 0);
            for (int x = 0; x < width; x += SQUARES_IN_AN_INT) {
                sum += squaredError(referenceRow, otherRow, x, Math.min(width, x + SQUARES_IN_AN_INT));
            }
        }
        return sum;
    }

    private static int squaredError(byte[] reference, byte[] other, int from, int to) {
        int sum = 0;
        for (int x = from; x < to; x++) {
            int difference = (reference[x] & 0xff) - (other[x] & 0xff);
            sum += difference * difference;
        }
        return sum;
    }
}
