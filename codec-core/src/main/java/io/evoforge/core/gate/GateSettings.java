package io.evoforge.core.gate;

/**
 * When a challenger counts as better.
 *
 * @param meanBdRatePercent the mean BD-rate has to be at most this; negative means fewer bits
 * @param worstBdRatePercent the BD-rate of no sequence may exceed this
 * @param commonPsnrDb both curves have to share at least this range of PSNR-Y, or the comparison is indecisive
 */
public record GateSettings(double meanBdRatePercent, double worstBdRatePercent, double commonPsnrDb) {
    /** At least 1 % fewer bits in the mean, at most 2 % more on any sequence, over at least 3 dB. */
    public static final GateSettings DEFAULT = new GateSettings(-1, 2, 3);

    public GateSettings {
        if (!(meanBdRatePercent <= 0)) {
            throw new IllegalArgumentException(
                    "the mean BD-rate to adopt at must be at most 0 % but was " + meanBdRatePercent);
        }
        if (!(worstBdRatePercent >= meanBdRatePercent)) {
            throw new IllegalArgumentException(
                    "the worst BD-rate allowed must not be below the mean but was " + worstBdRatePercent);
        }
        if (!(commonPsnrDb > 0)) {
            throw new IllegalArgumentException("the common PSNR range must be above 0 dB but was " + commonPsnrDb);
        }
    }
}
