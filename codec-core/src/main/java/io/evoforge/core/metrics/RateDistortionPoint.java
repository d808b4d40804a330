package io.evoforge.core.metrics;

/**
 * What one quality setting gave.
 *
 * @param bitrate how much it took
 * @param psnrDb how close it came: PSNR-Y in dB, mean over frames, finite
 */
public record RateDistortionPoint(Bitrate bitrate, double psnrDb) {
    public RateDistortionPoint {
        if (!Double.isFinite(psnrDb)) {
            throw new IllegalArgumentException("PSNR of a rate-distortion point must be finite but was " + psnrDb);
        }
    }
}
