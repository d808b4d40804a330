package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a pull request of a version says: a title, and the numbers a reviewer wants, in Markdown. */
public final class ProposalText {
    private ProposalText() {}

    /** The title of the version's commit. */
    public static String title(Evolution evolution, double referencePsnrDb) {
        return CommitMessage.of(evolution, referencePsnrDb).lines().findFirst().orElse("Codec " + evolution.version());
    }

    /** A table of the measurement, the BD-rate on each sequence, and what the proposer says of its change. */
    public static String body(Evolution evolution, double referencePsnrDb) {
        return ProposalTemplate.DEFAULT.body(evolution, referencePsnrDb);
    }

    /** The table alone: bitrate, compression ratio, and the BD-rate on each sequence. Ends with a line break. */
    public static String table(Evolution evolution, double referencePsnrDb) {
        Headline headline = evolution.evidence().training().headline(referencePsnrDb);
        StringBuilder body = new StringBuilder();
        body.append("| metric | ").append(evolution.version()).append(" |\n|---|---|\n");
        body.append(format(
                "| Bitrate at %.1f dB PSNR-Y | %.2f Mbps |\n",
                referencePsnrDb, headline.bitrate().megabitsPerSecond()));
        body.append(format("| Compression | %.2fx |\n", headline.compressionRatio()));
        rates(body, "training", evolution.evidence().trainingComparison());
        rates(body, "held out", evolution.evidence().heldOutComparison());
        return body.toString();
    }

    private static void rates(StringBuilder body, String group, @Nullable Comparison comparison) {
        if (comparison == null) {
            return;
        }
        body.append(format("| BD-rate, mean of %s | %+.2f %% |\n", group, comparison.meanBdRatePercent()));
        for (SequenceComparison sequence : comparison.sequences()) {
            body.append(format(
                    "| BD-rate, %s | %+.2f %% |\n",
                    ModelText.markdown(sequence.sequence(), 80), sequence.bdRatePercent()));
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
