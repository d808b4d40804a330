package io.evoforge.benchmarks;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.video.FrameRate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** An evaluator that takes a fixed time and finds in the source, after {@code bits=}, how many bits it takes. */
final class StubEvaluator implements CodecEvaluator {
    private static final String MARK = "bits=";
    private static final EvaluatorIdentity IDENTITY =
            new EvaluatorIdentity("stub", "three sequences, six points", ContainmentLevel.PROCESS);

    private final Duration working;
    private final AtomicInteger calls = new AtomicInteger();

    StubEvaluator(Duration working) {
        this.working = working;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        calls.incrementAndGet();
        LockSupport.parkNanos(working.toNanos());
        int start = source.text().indexOf(MARK) + MARK.length();
        double bits =
                Double.parseDouble(source.text().substring(start, source.text().indexOf('\n', start)));
        List<SequenceEvaluation> sequences = IntStream.range(0, 3)
                .mapToObj(number -> sequence(group + "-" + number, bits))
                .toList();
        return new EvaluationOutcome.Measured(new Evaluation(IDENTITY, group, sequences));
    }

    private static SequenceEvaluation sequence(String name, double bits) {
        SequenceInfo info = new SequenceInfo(name, 320, 180, 60, FrameRate.of(15), Sha256.of(name));
        return new SequenceEvaluation(
                info, IntStream.range(0, 6).mapToObj(i -> point(i, bits)).toList());
    }

    private static QualityPoint point(int index, double bits) {
        Bitrate bitrate = new Bitrate(100_000 * Math.pow(2, index) * bits);
        double psnr = 28 + 3.0 * index;
        return new QualityPoint(
                15 * (index + 1),
                Math.round(bitrate.bitsPerSecond() / 2),
                bitrate,
                psnr,
                psnr + 3,
                psnr + 4,
                psnr - 1,
                0.9,
                Duration.ofMillis(20),
                Duration.ofMillis(10));
    }

    @Override
    public EvaluatorIdentity identity() {
        return IDENTITY;
    }
}
