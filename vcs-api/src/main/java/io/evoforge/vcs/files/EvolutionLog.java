package io.evoforge.vcs.files;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.vcs.message.Improvement;
import io.evoforge.vcs.message.ModelText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The log of all versions in Markdown, for people: newest first, each with its numbers. */
final class EvolutionLog {
    static final MarkedFile FILE = new MarkedFile("""
            # Evolution log

            Every adopted version of the codec, newest first, with the numbers it was adopted on. Entries are kept between
            hidden marks; what you write outside of them stays as it is.

            """, String::length);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SUMMARY_LENGTH = 500;

    private EvolutionLog() {}

    static String entry(Evolution evolution, double referencePsnrDb) {
        Evidence evidence = evolution.evidence();
        StringBuilder entry = new StringBuilder();
        entry.append(format("## %s - %s\n\n", evolution.version(), heading(evolution)))
                .append(MINUTE.format(evolution.adoptedAt()))
                .append(evolution.isSeed() ? "" : proposal(evidence))
                .append("\n\n")
                .append(ModelText.markdown(evolution.summary(), SUMMARY_LENGTH))
                .append("\n\n")
                .append(overview(evolution, referencePsnrDb))
                .append('\n')
                .append(details(evidence))
                .append(format(
                        "\nSource `%s`, measured by %s.\n",
                        evolution.source().sha256().shortHex(),
                        ModelText.markdown(evidence.training().evaluator().name(), 200)));
        return entry.toString();
    }

    static String rollbackEntry(@Nullable EvolutionVersion from, EvolutionVersion to, String reason, Instant at) {
        return format(
                "## Rollback - %s to %s\n\n%s\n\n%s\n",
                from == null ? "an unknown version" : from.toString(),
                to,
                MINUTE.format(at),
                ModelText.markdown(reason, SUMMARY_LENGTH));
    }

    private static String proposal(Evidence evidence) {
        return format(", candidate %d, proposed by ", evidence.candidate())
                + ModelText.markdown(evidence.proposer(), 80);
    }

    private static String heading(Evolution evolution) {
        return evolution.isSeed() ? "the seed" : Improvement.describe(evolution);
    }

    private static String overview(Evolution evolution, double referencePsnrDb) {
        Evidence evidence = evolution.evidence();
        Headline training = evidence.training().headline(referencePsnrDb);
        Headline heldOut = evidence.heldOut().headline(referencePsnrDb);
        StringBuilder table = new StringBuilder(format(
                """
                | at %.1f dB PSNR-Y | training | held out |
                |:--|--:|--:|
                | Bitrate | %.3f Mbps | %.3f Mbps |
                | Compression | %.2fx | %.2fx |
                """,
                referencePsnrDb,
                training.bitrate().megabitsPerSecond(),
                heldOut.bitrate().megabitsPerSecond(),
                training.compressionRatio(),
                heldOut.compressionRatio()));
        if (!evolution.isSeed()) {
            table.append(format(
                    "| BD-rate against %s | %s | %s |\n",
                    evolution.improves().orElseThrow(),
                    mean(evidence.trainingComparison()),
                    mean(evidence.heldOutComparison())));
        }
        return table.toString();
    }

    private static String details(Evidence evidence) {
        StringBuilder table = new StringBuilder("| sequence | group | BD-rate | bitrate | PSNR-Y | SSIM |\n")
                .append("|:--|:--|--:|--:|--:|--:|\n");
        append(table, "training", evidence.training(), evidence.trainingComparison());
        append(table, "held out", evidence.heldOut(), evidence.heldOutComparison());
        return table.toString();
    }

    private static void append(
            StringBuilder table, String group, Evaluation evaluation, @Nullable Comparison comparison) {
        for (SequenceEvaluation sequence : evaluation.sequences()) {
            List<QualityPoint> points = sequence.points();
            QualityPoint lowest = points.get(0);
            QualityPoint highest = points.get(points.size() - 1);
            String name = sequence.sequence().name();
            table.append(format(
                    "| %s | %s | %s | %.3f to %.3f Mbps | %.2f to %.2f dB | %.4f to %.4f |\n",
                    ModelText.markdown(name, 60),
                    group,
                    ofSequence(comparison, name),
                    lowest.bitrate().megabitsPerSecond(),
                    highest.bitrate().megabitsPerSecond(),
                    lowest.psnrYDb(),
                    highest.psnrYDb(),
                    lowest.ssimY(),
                    highest.ssimY()));
        }
    }

    private static String mean(@Nullable Comparison comparison) {
        return comparison == null ? "not compared" : format("%+.2f %%", comparison.meanBdRatePercent());
    }

    private static String ofSequence(@Nullable Comparison comparison, String name) {
        if (comparison == null) {
            return "";
        }
        return comparison.sequences().stream()
                .filter(sequence -> sequence.sequence().equals(name))
                .mapToDouble(SequenceComparison::bdRatePercent)
                .mapToObj(bdRate -> format("%+.2f %%", bdRate))
                .findFirst()
                .orElse("");
    }

    private static String format(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
