package io.evoforge.dashboard.model;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import java.util.List;
import java.util.Locale;

/**
 * A rate-distortion curve on one sequence.
 *
 * @param label whose: {@code v3} or {@code #17}
 * @param group the kind of sequence, in lower case
 * @param sequence its name
 * @param points in rising order of quality
 */
public record Curve(String label, String group, String sequence, List<Point> points) {
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * One quality.
     *
     * @param quality from 0 to 100
     * @param bytes length of the bitstream
     * @param bitrateMbps in Mbit/s
     * @param psnrYDb mean over frames in dB
     * @param ssimY mean over frames
     * @param encodeMilliseconds time the encoder took
     * @param decodeMilliseconds time the decoder took
     */
    public record Point(
            int quality,
            long bytes,
            double bitrateMbps,
            double psnrYDb,
            double ssimY,
            long encodeMilliseconds,
            long decodeMilliseconds) {
        static Point of(QualityPoint point) {
            return new Point(
                    point.quality(),
                    point.bytes(),
                    point.bitrate().megabitsPerSecond(),
                    point.psnrYDb(),
                    point.ssimY(),
                    point.encodeTime().toMillis(),
                    point.decodeTime().toMillis());
        }
    }

    /** One curve for each sequence of {@code evaluation}. */
    static List<Curve> of(String label, Evaluation evaluation) {
        return evaluation.sequences().stream()
                .map(sequence -> of(label, evaluation, sequence))
                .toList();
    }

    private static Curve of(String label, Evaluation evaluation, SequenceEvaluation sequence) {
        return new Curve(
                label,
                evaluation.group().name().toLowerCase(Locale.ROOT),
                sequence.sequence().name(),
                sequence.points().stream().map(Point::of).toList());
    }
}
