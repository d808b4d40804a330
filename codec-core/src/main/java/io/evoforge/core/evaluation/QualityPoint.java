package io.evoforge.core.evaluation;

import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionPoint;
import java.time.Duration;

/**
 * What one sequence at one quality gave.
 *
 * @param quality what the candidate was asked for, 0 to 100
 * @param bytes length of the bitstream, at least 1
 * @param bitrate the same over the playing time
 * @param psnrYDb PSNR of luma in dB, mean over frames
 * @param psnrCbDb PSNR of Cb in dB, mean over frames
 * @param psnrCrDb PSNR of Cr in dB, mean over frames
 * @param worstFramePsnrYDb PSNR-Y of the worst frame in dB
 * @param ssimY SSIM of luma, mean over frames, from -1 to 1
 * @param encodeTime time the encoder took
 * @param decodeTime time the decoder took
 */
public record QualityPoint(
        int quality,
        long bytes,
        Bitrate bitrate,
        double psnrYDb,
        double psnrCbDb,
        double psnrCrDb,
        double worstFramePsnrYDb,
        double ssimY,
        Duration encodeTime,
        Duration decodeTime) {
    public QualityPoint {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality must be from 0 to 100 but was " + quality);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("a bitstream has at least 1 byte but this one " + bytes);
        }
        requireFinite("PSNR-Y", psnrYDb);
        requireFinite("PSNR of Cb", psnrCbDb);
        requireFinite("PSNR of Cr", psnrCrDb);
        requireFinite("PSNR-Y of the worst frame", worstFramePsnrYDb);
        if (!(ssimY >= -1 && ssimY <= 1)) { // the negation also refuses NaN
            throw new IllegalArgumentException("SSIM must be from -1 to 1 but was " + ssimY);
        }
        if (encodeTime.isNegative() || decodeTime.isNegative()) {
            throw new IllegalArgumentException("coding takes no negative time");
        }
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite but was " + value);
        }
    }

    /** Bitrate and PSNR-Y. */
    public RateDistortionPoint rateDistortion() {
        return new RateDistortionPoint(bitrate, psnrYDb);
    }
}
