package io.evoforge.tools;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.source.SourceCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures a source beside the run. */
final class Measuring {
    private final CodecEvaluator evaluator;
    private final AdoptionGate gate;
    private final double quotedPsnrDb;

    Measuring(CodecEvaluator evaluator, AdoptionGate gate, double quotedPsnrDb) {
        this.evaluator = evaluator;
        this.gate = gate;
        this.quotedPsnrDb = quotedPsnrDb;
    }

    MeasurementReport measure(SourceCode source, SequenceGroup group, Optional<Evaluation> champion) {
        return evaluator
                .evaluate(source, group)
                .match(measured -> report(measured, champion), refused -> report(refused.refusal()));
    }

    private static MeasurementReport report(Refusal refusal) {
        return new MeasurementReport(
                false, refusal.stage(), refusal.reason(), refusal.diagnostics(), null, null, null, false, List.of());
    }

    private MeasurementReport report(EvaluationOutcome.Measured measured, Optional<Evaluation> champion) {
        Evaluation evaluation = measured.evaluation();
        Verdict verdict = champion.map(before -> compare(before, evaluation))
                .orElseGet(() -> new Verdict(null, false, "measured; the run has no champion yet to compare it with"));
        Headline headline = evaluation.headline(quotedPsnrDb);
        return new MeasurementReport(
                true,
                null,
                verdict.reason(),
                measured.diagnostics(),
                headline.bitrate().megabitsPerSecond(),
                headline.compressionRatio(),
                verdict.bdRatePercent(),
                verdict.better(),
                evaluation.sequences());
    }

    private record Verdict(@Nullable Double bdRatePercent, boolean better, String reason) {}

    private Verdict compare(Evaluation champion, Evaluation challenger) {
        if (!champion.evaluator().settings().equals(challenger.evaluator().settings())) {
            return new Verdict(
                    null,
                    false,
                    "measured; the champion was measured on other sequences or qualities and cannot be compared");
        }
        return gate.judge(champion, challenger)
                .match(
                        better -> new Verdict(
                                better.comparison().meanBdRatePercent(),
                                true,
                                String.format(
                                        Locale.ROOT,
                                        "BD-rate %+.2f %% against the champion; propose it to have it checked on the"
                                                + " held-out sequences and adopted",
                                        better.comparison().meanBdRatePercent())),
                        behind -> new Verdict(behind.comparison().meanBdRatePercent(), false, behind.reason()),
                        unclear -> new Verdict(null, false, unclear.reason()));
    }
}
