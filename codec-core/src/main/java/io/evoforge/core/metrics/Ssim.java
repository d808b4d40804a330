package io.evoforge.core.metrics;

import io.evoforge.core.video.Plane;

/**
 * Structural similarity of 8-bit planes: the mean over windows of 8 x 8 samples, which start at every fourth column and
 * row. At most 1, which only identical planes have; below 0 where the structure is inverted.
 *
 * <p>Source: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image Quality Assessment: From Error Visibility to
 * Structural Similarity", IEEE Trans. Image Processing 13, 2004. Windows and constants are those of x264 and of ffmpeg's
 * {@code ssim} filter, to whose figures these are equal: plain windows instead of Gaussian ones, and a luminance
 * constant that is a 64th of the paper's.
 *
 * <p>Columns and rows beyond the last whole multiple of 4 are in no window. A plane narrower or lower than one window is
 * extended to 8 by repeating its last column or row.
 */
public final class Ssim {
    private static final int BLOCK = 4;
    private static final int WINDOW = 2 * BLOCK;
    private static final int WINDOW_SAMPLES = WINDOW * WINDOW;

    /** {@code (0.01 * 255)^2} and {@code (0.03 * 255)^2}, scaled like the sums of one window and rounded, twice. */
    private static final int TWICE_LUMINANCE_CONSTANT = 2 * 416;

    private static final int TWICE_CONTRAST_CONSTANT = 2 * 235_963;

    private Ssim() {}

    /**
     * SSIM of {@code other} against {@code reference}. Symmetric.
     *
     * @throws IllegalArgumentException if the planes differ in size
     */
    public static double of(Plane reference, Plane other) {
        PlaneSizes.requireEqual(reference, other);
        int columns = Math.max(2, reference.width() / BLOCK);
        int rows = Math.max(2, reference.height() / BLOCK);
        BlockRow above = new BlockRow(columns);
        BlockRow below = new BlockRow(columns);
        Rows referenceRows = new Rows(reference);
        Rows otherRows = new Rows(other);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            BlockRow done = above;
            above = below;
            below = done;
            below.fill(referenceRows.read(row * BLOCK), otherRows.read(row * BLOCK), referenceRows.stride);
            if (row > 0) {
                sum += sumOfWindows(above, below, columns - 1);
            }
        }
        return sum / ((columns - 1.0) * (rows - 1));
    }

    private static double sumOfWindows(BlockRow above, BlockRow below, int windows) {
        double sum = 0;
        for (int i = 0; i < windows; i++) {
            sum += similarity(
                    above.sum[i] + above.sum[i + 1] + below.sum[i] + below.sum[i + 1],
                    above.difference[i] + above.difference[i + 1] + below.difference[i] + below.difference[i + 1],
                    above.sumSquared[i] + above.sumSquared[i + 1] + below.sumSquared[i] + below.sumSquared[i + 1],
                    above.differenceSquared[i]
                            + above.differenceSquared[i + 1]
                            + below.differenceSquared[i]
                            + below.differenceSquared[i + 1]);
        }
        return sum;
    }

    /**
     * SSIM of one window. With s = a + b and d = a - b for samples a and b, 4ab is s^2 - d^2 and 2(a^2 + b^2) is
     * s^2 + d^2, so that means, variances and covariance all follow from the sums of s, d, s^2 and d^2. All integers
     * here stay below 2^31.
     */
    private static double similarity(int sum, int difference, int sumSquared, int differenceSquared) {
        int meanProduct = sum * sum - difference * difference;
        int meanSquares = sum * sum + difference * difference;
        int covariance = WINDOW_SAMPLES * (sumSquared - differenceSquared) - meanProduct;
        int variances = WINDOW_SAMPLES * (sumSquared + differenceSquared) - meanSquares;
        return (double) (meanProduct + TWICE_LUMINANCE_CONSTANT)
                * (covariance + TWICE_CONTRAST_CONSTANT)
                / ((double) (meanSquares + TWICE_LUMINANCE_CONSTANT) * (variances + TWICE_CONTRAST_CONSTANT));
    }

    /** Four rows of a plane at a time, extended to the size of a window. */
    private static final class Rows {
        private final Plane plane;
        private final int stride;
        private final byte[] samples;

        Rows(Plane plane) {
            this.plane = plane;
            this.stride = Math.max(WINDOW, plane.width());
            this.samples = new byte[BLOCK * stride];
        }

        byte[] read(int firstRow) {
            for (int i = 0; i < BLOCK; i++) {
                int start = i * stride;
                plane.copyRow(Math.min(firstRow + i, plane.height() - 1), samples, start);
                for (int x = plane.width(); x < stride; x++) {
                    samples[start + x] = samples[start + x - 1];
                }
            }
            return samples;
        }
    }

    /** Sums over each block of 4 x 4 samples in a row of blocks. */
    private static final class BlockRow {
        private final int[] sum;
        private final int[] difference;
        private final int[] sumSquared;
        private final int[] differenceSquared;

        BlockRow(int columns) {
            this.sum = new int[columns];
            this.difference = new int[columns];
            this.sumSquared = new int[columns];
            this.differenceSquared = new int[columns];
        }

        void fill(byte[] reference, byte[] other, int stride) {
            for (int column = 0; column < sum.length; column++) {
                int blockSum = 0;
                int blockDifference = 0;
                int blockSumSquared = 0;
                int blockDifferenceSquared = 0;
                for (int y = 0; y < BLOCK; y++) {
                    int start = y * stride + column * BLOCK;
                    for (int x = 0; x < BLOCK; x++) {
                        int a = reference[start + x] & 0xff;
                        int b = other[start + x] & 0xff;
                        blockSum += a + b;
                        blockDifference += a - b;
                        blockSumSquared += (a + b) * (a + b);
                        blockDifferenceSquared += (a - b) * (a - b);
                    }
                }
                sum[column] = blockSum;
                difference[column] = blockDifference;
                sumSquared[column] = blockSumSquared;
                differenceSquared[column] = blockDifferenceSquared;
            }
        }
    }
}
