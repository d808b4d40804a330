package io.evoforge.core.evaluation;

import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Evaluations for tests. */
public final class Evaluations {
    private Evaluations() {}

    /** An evaluation on training sequences, by an evaluator with these settings. */
    public static Evaluation evaluation(String settings, SequenceEvaluation... sequences) {
        return new Evaluation(
                new EvaluatorIdentity("test", settings, ContainmentLevel.PROCESS),
                SequenceGroup.TRAINING,
                List.of(sequences));
    }

    /** The measurement on a CIF sequence of 50 frames at 25 per second, at rising quality. */
    public static SequenceEvaluation sequence(String name, double[] bitsPerSecond, double[] psnrDb) {
        List<QualityPoint> points = new ArrayList<>();
        for (int i = 0; i < psnrDb.length; i++) {
            points.add(point(20 * i, bitsPerSecond[i], psnrDb[i]));
        }
        return new SequenceEvaluation(info(name), points);
    }

    /** A CIF sequence of 50 frames at 25 per second. */
    public static SequenceInfo info(String name) {
        return new SequenceInfo(name, 352, 288, 50, FrameRate.of(25), Sha256.of(name));
    }

    /** A point at this quality. */
    public static QualityPoint point(int quality, double bitsPerSecond, double psnrDb) {
        return new QualityPoint(
                quality, 1000, new Bitrate(bitsPerSecond), psnrDb, 40, 40, psnrDb, 0.9, Duration.ZERO, Duration.ZERO);
    }
}
