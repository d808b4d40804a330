package io.evoforge.core.metrics;

import io.evoforge.core.video.Plane;

/**
 * PSNR-HVS-M of 8-bit luma planes, in dB: PSNR of the coefficients of 8 x 8 blocks, each weighted by how well the eye
 * sees it, without what the block's own texture hides. Blocks start at every seventh column and row.
 *
 * <p>Sources: K. Egiazarian et al., "New full-reference quality metrics based on HVS", VPQM 2006 (weights); N.
 * Ponomarenko et al., "On between-coefficient contrast masking of DCT basis functions", VPQM 2007 (masking). The weights
 * for luma, the step of 7 and the scale of the masking are those of the {@code dump_psnrhvs} tool of Xiph's Daala project,
 * which libvmaf also has under the name {@code psnr_hvs_y}. That tool rounds its coefficients to integers, this class does
 * not.
 */
public final class PsnrHvs {
    private static final int BLOCK = 8;

    /** Planes that are narrower or lower cannot be measured. */
    public static final int SMALLEST_SIDE = BLOCK;

    private static final int STEP = 7;
    private static final double PEAK_SQUARED = 255 * 255;

    /** Between the weight of a coefficient's error and the root of its weight in the masking. */
    private static final double MASKING_SCALE = 0.388_574_622_590_100_3;

    /** How visible an error in each coefficient is, horizontal frequency rising to the right. */
    private static final double[][] SENSITIVITY = {
        {
            1.6193873005,
            2.2901594831,
            2.08509755623,
            1.48366094411,
            1.00227514334,
            0.678296995242,
            0.466224900598,
            0.3265091542
        },
        {
            2.2901594831,
            1.94321815382,
            2.04793073064,
            1.68731108984,
            1.2305666963,
            0.868920337363,
            0.61280991668,
            0.436405793551
        },
        {
            2.08509755623,
            2.04793073064,
            1.34329019223,
            1.09205635862,
            0.875748795257,
            0.670882927016,
            0.501731932449,
            0.372504254596
        },
        {
            1.48366094411,
            1.68731108984,
            1.09205635862,
            0.772819797575,
            0.605636379554,
            0.48309405692,
            0.380429446972,
            0.295774038565
        },
        {
            1.00227514334,
            1.2305666963,
            0.875748795257,
            0.605636379554,
            0.448996256676,
            0.352889268808,
            0.283006984131,
            0.226951348204
        },
        {
            0.678296995242,
            0.868920337363,
            0.670882927016,
            0.48309405692,
            0.352889268808,
            0.27032073436,
            0.215017739696,
            0.17408067321
        },
        {
            0.466224900598,
            0.61280991668,
            0.501731932449,
            0.380429446972,
            0.283006984131,
            0.215017739696,
            0.168869545842,
            0.136153931001
        },
        {
            0.3265091542,
            0.436405793551,
            0.372504254596,
            0.295774038565,
            0.226951348204,
            0.17408067321,
            0.136153931001,
            0.109083846276
        }
    };

    private static final double[] ERROR_WEIGHTS = new double[BLOCK * BLOCK];
    private static final double[] MASKING_WEIGHTS = new double[BLOCK * BLOCK];

    static {
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            double weight = SENSITIVITY[i / BLOCK][i % BLOCK];
            ERROR_WEIGHTS[i] = weight * weight;
            MASKING_WEIGHTS[i] = weight * weight * MASKING_SCALE * MASKING_SCALE;
        }
    }

    private PsnrHvs() {}

    /**
     * PSNR-HVS-M of {@code other} against {@code reference} in dB, at most {@link Psnr#MAXIMUM_DB}, which planes have that
     * look the same. Symmetric.
     *
     * @throws IllegalArgumentException if the planes differ in size, or are narrower or lower than 8 samples
     */
    public static double of(Plane reference, Plane other) {
        PlaneSizes.requireEqual(reference, other);
        if (Math.min(reference.width(), reference.height()) < BLOCK) {
            throw new IllegalArgumentException("PSNR-HVS needs planes of at least 8 x 8 samples but these are "
                    + reference.width() + " x " + reference.height());
        }
        int width = reference.width();
        byte[] referenceSamples = reference.toByteArray();
        byte[] otherSamples = other.toByteArray();
        Block a = new Block();
        Block b = new Block();
        double sum = 0;
        int blocks = 0;
        for (int y = 0; y + BLOCK <= reference.height(); y += STEP) {
            for (int x = 0; x + BLOCK <= width; x += STEP) {
                a.load(referenceSamples, width, y * width + x);
                b.load(otherSamples, width, y * width + x);
                sum += visibleError(a, b);
                blocks++;
            }
        }
        return sum == 0
                ? Psnr.MAXIMUM_DB
                : Math.min(Psnr.MAXIMUM_DB, 10 * Math.log10(PEAK_SQUARED * BLOCK * BLOCK * blocks / sum));
    }

    private static double visibleError(Block a, Block b) {
        double masking = Math.max(a.masking, b.masking);
        double mean = a.coefficients[0] - b.coefficients[0];
        double sum = mean * mean * ERROR_WEIGHTS[0]; // nothing hides an error of the mean
        for (int i = 1; i < BLOCK * BLOCK; i++) {
            double error = Math.abs(a.coefficients[i] - b.coefficients[i]) - masking / MASKING_WEIGHTS[i];
            if (error > 0) {
                sum += error * error * ERROR_WEIGHTS[i];
            }
        }
        return sum;
    }

    /** One block of one plane, and how much of an error its texture hides. */
    private static final class Block {
        private static final double[] BASIS = basis();

        private final double[] samples = new double[BLOCK * BLOCK];
        private final double[] columns = new double[BLOCK * BLOCK];
        private final double[] coefficients = new double[BLOCK * BLOCK];
        private double masking;

        void load(byte[] plane, int stride, int start) {
            for (int y = 0; y < BLOCK; y++) {
                for (int x = 0; x < BLOCK; x++) {
                    samples[y * BLOCK + x] = plane[start + y * stride + x] & 0xff;
                }
            }
            transform();
            double energy = 0;
            for (int i = 1; i < BLOCK * BLOCK; i++) {
                energy += coefficients[i] * coefficients[i] * MASKING_WEIGHTS[i];
            }
            masking = Math.sqrt(energy * texture()) / 32;
        }

        /** The orthonormal DCT-II of the samples, first down the columns and then along the rows. */
        private void transform() {
            for (int v = 0; v < BLOCK; v++) {
                for (int x = 0; x < BLOCK; x++) {
                    double sum = 0;
                    for (int y = 0; y < BLOCK; y++) {
                        sum += BASIS[v * BLOCK + y] * samples[y * BLOCK + x];
                    }
                    columns[v * BLOCK + x] = sum;
                }
            }
            for (int v = 0; v < BLOCK; v++) {
                for (int u = 0; u < BLOCK; u++) {
                    double sum = 0;
                    for (int x = 0; x < BLOCK; x++) {
                        sum += BASIS[u * BLOCK + x] * columns[v * BLOCK + x];
                    }
                    coefficients[v * BLOCK + u] = sum;
                }
            }
        }

        /** Spread within the quarters over spread of the whole: low where an edge, which hides little, is all there is. */
        private double texture() {
            double whole = spread(0, 0, BLOCK) * 64 / 63;
            if (whole == 0) {
                return 0;
            }
            int half = BLOCK / 2;
            double quarters =
                    spread(0, 0, half) + spread(half, 0, half) + spread(0, half, half) + spread(half, half, half);
            return quarters * 16 / 15 / whole;
        }

        /** The sum of squared distances from the mean. */
        private double spread(int left, int top, int side) {
            double sum = 0;
            double squares = 0;
            for (int y = top; y < top + side; y++) {
                for (int x = left; x < left + side; x++) {
                    double sample = samples[y * BLOCK + x];
                    sum += sample;
                    squares += sample * sample;
                }
            }
            return squares - sum * sum / (side * side); // exact: integers below 2^53 over a power of two
        }

        private static double[] basis() {
            double[] basis = new double[BLOCK * BLOCK];
            for (int frequency = 0; frequency < BLOCK; frequency++) {
                double norm = Math.sqrt((frequency == 0 ? 1.0 : 2.0) / BLOCK);
                for (int position = 0; position < BLOCK; position++) {
                    basis[frequency * BLOCK + position] =
                            norm * Math.cos((2 * position + 1) * frequency * Math.PI / (2 * BLOCK));
                }
            }
            return basis;
        }
    }
}
