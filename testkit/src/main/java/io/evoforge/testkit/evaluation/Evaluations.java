package io.evoforge.testkit.evaluation;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Evaluations whose BD-rate against each other is known without computing it. */
public final class Evaluations {
    /** What these evaluations say measured them. */
    public static final EvaluatorIdentity IDENTITY =
            new EvaluatorIdentity("test evaluator 1", "two sequences, five points", ContainmentLevel.FULL);

    private static final int[] QUALITIES = {10, 30, 50, 70, 90};

    private Evaluations() {}

    /**
     * An evaluation in which every point takes {@code bits} times a fixed bitrate at a fixed PSNR: against an evaluation
     * with 1, its BD-rate on every sequence is {@code 100 * (bits - 1)} percent.
     */
    public static Evaluation withBits(SequenceGroup group, double bits) {
        return of(IDENTITY, group, bits, 0);
    }

    /** As {@link #withBits}, with every PSNR moved by {@code shiftDb}; 20 dB leave nothing to compare. */
    public static Evaluation of(EvaluatorIdentity identity, SequenceGroup group, double bits, double shiftDb) {
        List<String> names = group == SequenceGroup.TRAINING
                ? List.of("street", "meadow")
                : List.of("secret-harbour", "secret-alley");
        return new Evaluation(
                identity,
                group,
                names.stream()
                        .map(name -> new SequenceEvaluation(info(name), points(bits, shiftDb)))
                        .toList());
    }

    private static SequenceInfo info(String name) {
        return new SequenceInfo(name, 64, 48, 10, new FrameRate(25, 1), Sha256.of(name));
    }

    private static List<QualityPoint> points(double bits, double shiftDb) {
        return IntStream.range(0, QUALITIES.length)
                .mapToObj(i -> {
                    Bitrate bitrate = new Bitrate(100_000 * Math.pow(2, i) * bits);
                    double psnr = 30 + 3 * i + shiftDb;
                    return new QualityPoint(
                            QUALITIES[i],
                            Math.round(bitrate.bitsPerSecond() * 0.4 / 8),
                            bitrate,
                            psnr,
                            psnr + 3,
                            psnr + 4,
                            psnr - 1,
                            0.9,
                            Duration.ofMillis(20),
                            Duration.ofMillis(10));
                })
                .toList();
    }
}
