package io.evoforge.core.metrics;

import io.evoforge.core.video.Plane;
import java.util.Arrays;

/**
 * Multi-scale structural similarity of 8-bit planes: contrast and structure compared at up to 5 scales, luminance at the
 * coarsest. From 0 to 1, which only identical planes have.
 *
 * <p>Source: Z. Wang, E. P. Simoncelli, A. C. Bovik, "Multi-scale structural similarity for image quality assessment",
 * Asilomar Conference on Signals, Systems and Computers, 2003, with the paper's weights and Gaussian window (11 x 11,
 * standard deviation 1.5, only where it fits). From scale to scale, 2 x 2 samples become their mean; an odd last column
 * or row is repeated. A negative mean counts as 0.
 *
 * <p>A scale needs at least 11 x 11 samples, so all five need a plane of more than 160 x 160. A smaller plane is compared
 * at as many scales as fit, with their weights enlarged to the same sum; such values compare only with values of the
 * same size.
 */
public final class MsSsim {
    private static final double[] SCALE_WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private static final int WINDOW = 11;

    /** Planes that are narrower or lower cannot be measured. */
    public static final int SMALLEST_SIDE = WINDOW;

    private static final double[] WINDOW_WEIGHTS = gaussian(1.5);
    private static final double LUMINANCE_CONSTANT = (0.01 * 255) * (0.01 * 255);
    private static final double CONTRAST_CONSTANT = (0.03 * 255) * (0.03 * 255);

    private MsSsim() {}

    /**
     * MS-SSIM of {@code other} against {@code reference}. Symmetric.
     *
     * @throws IllegalArgumentException if the planes differ in size, or are narrower or lower than 11 samples
     */
    public static double of(Plane reference, Plane other) {
        PlaneSizes.requireEqual(reference, other);
        if (Math.min(reference.width(), reference.height()) < WINDOW) {
            throw new IllegalArgumentException("MS-SSIM needs planes of at least 11 x 11 samples but these are "
                    + reference.width() + " x " + reference.height());
        }
        int scales = scalesOf(Math.min(reference.width(), reference.height()));
        double enlargement = Arrays.stream(SCALE_WEIGHTS).sum()
                / Arrays.stream(SCALE_WEIGHTS, 0, scales).sum();
        Picture a = Picture.of(reference);
        Picture b = Picture.of(other);
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            boolean coarsest = scale == scales - 1;
            double similarity = meanSimilarity(a, b, coarsest);
            product *= Math.pow(Math.max(0, similarity), SCALE_WEIGHTS[scale] * enlargement);
            if (!coarsest) {
                a = a.halved();
                b = b.halved();
            }
        }
        return product;
    }

    private static int scalesOf(int side) {
        int scales = 1;
        for (int half = (side + 1) / 2; half >= WINDOW && scales < SCALE_WEIGHTS.length; half = (half + 1) / 2) {
            scales++;
        }
        return scales;
    }

    private static double meanSimilarity(Picture a, Picture b, boolean withLuminance) {
        double[] meanA = a.smoothed();
        double[] meanB = b.smoothed();
        double[] meanAA = a.times(a).smoothed();
        double[] meanBB = b.times(b).smoothed();
        double[] meanAB = a.times(b).smoothed();
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double product = meanA[i] * meanB[i];
            double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
            double similarity = (2 * (meanAB[i] - product) + CONTRAST_CONSTANT)
                    / (meanAA[i] + meanBB[i] - squares + CONTRAST_CONSTANT);
            sum += withLuminance
                    ? similarity * (2 * product + LUMINANCE_CONSTANT) / (squares + LUMINANCE_CONSTANT)
                    : similarity;
        }
        return sum / meanA.length;
    }

    private static double[] gaussian(double deviation) {
        double[] weights = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - (WINDOW - 1) / 2.0;
            weights[i] = Math.exp(-distance * distance / (2 * deviation * deviation));
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** A plane of real numbers. */
    private static final class Picture {
        private final int width;
        private final int height;
        private final double[] samples;

        private Picture(int width, int height, double[] samples) {
            this.width = width;
            this.height = height;
            this.samples = samples;
        }

        static Picture of(Plane plane) {
            byte[] bytes = plane.toByteArray();
            double[] samples = new double[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                samples[i] = bytes[i] & 0xff;
            }
            return new Picture(plane.width(), plane.height(), samples);
        }

        Picture times(Picture other) {
            double[] product = new double[samples.length];
            for (int i = 0; i < product.length; i++) {
                product[i] = samples[i] * other.samples[i];
            }
            return new Picture(width, height, product);
        }

        Picture halved() {
            int halfWidth = (width + 1) / 2;
            int halfHeight = (height + 1) / 2;
            double[] half = new double[halfWidth * halfHeight];
            for (int y = 0; y < halfHeight; y++) {
                int upper = 2 * y * width;
                int lower = Math.min(2 * y + 1, height - 1) * width;
                for (int x = 0; x < halfWidth; x++) {
                    int left = 2 * x;
                    int right = Math.min(left + 1, width - 1);
                    half[y * halfWidth + x] = (samples[upper + left]
                                    + samples[upper + right]
                                    + samples[lower + left]
                                    + samples[lower + right])
                            / 4;
                }
            }
            return new Picture(halfWidth, halfHeight, half);
        }

        /** The weighted mean of every window that fits, first down the columns and then along the rows. */
        double[] smoothed() {
            int columns = width - WINDOW + 1;
            int rows = height - WINDOW + 1;
            double[] smooth = new double[columns * rows];
            double[] line = new double[width];
            for (int y = 0; y < rows; y++) {
                Arrays.fill(line, 0);
                for (int k = 0; k < WINDOW; k++) {
                    addRow(line, WINDOW_WEIGHTS[k], (y + k) * width);
                }
                for (int k = 0; k < WINDOW; k++) {
                    double weight = WINDOW_WEIGHTS[k];
                    int start = y * columns;
                    for (int x = 0; x < columns; x++) {
                        smooth[start + x] += weight * line[x + k];
                    }
                }
            }
            return smooth;
        }

        private void addRow(double[] line, double weight, int start) {
            for (int x = 0; x < width; x++) {
                line[x] += weight * samples[start + x];
            }
        }
    }
}
