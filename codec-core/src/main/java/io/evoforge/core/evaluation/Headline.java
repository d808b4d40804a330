package io.evoforge.core.evaluation;

import io.evoforge.core.metrics.Bitrate;
import java.util.List;

/**
 * One bitrate and one compression ratio that stand for an evaluation.
 *
 * <p>A bitrate says nothing without a quality, so both are read off the rate-distortion curves at one PSNR-Y: between two
 * points on the line through their log bitrates, outside the measured range at its nearest point.
 *
 * @param psnrDb the PSNR-Y, in dB, that was asked for
 * @param bitrate coded bits of all sequences over their playing time
 * @param compressionRatio raw 4:2:0 bytes of all sequences over their coded bytes
 */
public record Headline(double psnrDb, Bitrate bitrate, double compressionRatio) {
    static Headline of(Evaluation evaluation, double psnrDb) {
        if (!Double.isFinite(psnrDb)) {
            throw new IllegalArgumentException("a headline is read off at a finite PSNR-Y but was asked for " + psnrDb);
        }
        double codedBits = 0;
        double rawBytes = 0;
        double seconds = 0;
        for (SequenceEvaluation sequence : evaluation.sequences()) {
            codedBits += bitsPerSecondAt(sequence.points(), psnrDb)
                    * sequence.sequence().seconds();
            rawBytes += sequence.sequence().rawBytes();
            seconds += sequence.sequence().seconds();
        }
        return new Headline(psnrDb, new Bitrate(codedBits / seconds), rawBytes * 8 / codedBits);
    }

    private static double bitsPerSecondAt(List<QualityPoint> points, double psnrDb) {
        QualityPoint first = points.get(0);
        if (psnrDb <= first.psnrYDb()) {
            return first.bitrate().bitsPerSecond();
        }
        for (int i = 1; i < points.size(); i++) {
            QualityPoint lower = points.get(i - 1);
            QualityPoint upper = points.get(i);
            if (psnrDb <= upper.psnrYDb()) {
                double share = (psnrDb - lower.psnrYDb()) / (upper.psnrYDb() - lower.psnrYDb());
                return Math.exp((1 - share) * Math.log(lower.bitrate().bitsPerSecond())
                        + share * Math.log(upper.bitrate().bitsPerSecond()));
            }
        }
        return points.get(points.size() - 1).bitrate().bitsPerSecond();
    }
}
