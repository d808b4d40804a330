package io.evoforge.engine.review;

import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.review.ReviewRequest;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.message.ModelText;
import java.util.Locale;

/**
 * What a reviewer is shown of a version: its change and its measurement on the training sequences. Never a figure of the
 * held-out ones, although the commit has them: objections reach the next prompt, and through them it would learn what it
 * must not know.
 */
public final class ReviewQuestion {
    private static final int LONGEST_SUMMARY = 300;

    private ReviewQuestion() {}

    /** The question about {@code evolution}, which improves on {@code base}. */
    public static ReviewRequest of(Evolution evolution, Evolution base, RepositoryPath path) {
        return new ReviewRequest(
                evolution.version().toString(),
                path,
                UnifiedDiff.of(path, base.source(), evolution.source()),
                evidence(evolution, base));
    }

    private static String evidence(Evolution evolution, Evolution base) {
        StringBuilder text = new StringBuilder();
        text.append("The proposer says of the change: ")
                .append(ModelText.line(evolution.summary(), LONGEST_SUMMARY))
                .append('\n');
        Comparison comparison = evolution.evidence().trainingComparison();
        if (comparison != null) {
            line(
                    text,
                    "BD-rate against %s, mean: %+.2f %% (below 0: fewer bits at equal PSNR-Y)",
                    base.version(),
                    comparison.meanBdRatePercent());
            for (SequenceComparison sequence : comparison.sequences()) {
                line(text, "BD-rate on '%s': %+.2f %%", sequence.sequence(), sequence.bdRatePercent());
            }
        }
        if (evolution.evidence().heldOutComparison() != null) {
            line(text, "Better than %s on sequences that its proposer does not know: yes", base.version());
        }
        line(
                text,
                "%-24s %7s %10s %9s %9s %10s %10s",
                "sequence",
                "quality",
                "Mbit/s",
                "PSNR-Y",
                "worst",
                "encode ms",
                "decode ms");
        for (SequenceEvaluation sequence : evolution.evidence().training().sequences()) {
            for (QualityPoint point : sequence.points()) {
                line(
                        text,
                        "%-24s %7d %10.4f %9.3f %9.3f %10d %10d",
                        sequence.sequence().name(),
                        point.quality(),
                        point.bitrate().megabitsPerSecond(),
                        point.psnrYDb(),
                        point.worstFramePsnrYDb(),
                        point.encodeTime().toMillis(),
                        point.decodeTime().toMillis());
            }
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }
}
