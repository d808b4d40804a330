package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Compares every figure in the message of an evolution's commit with a new measurement. */
public final class MessageFigures {
    private static final String NO_VERSION_BEFORE = "the version before is not in this history";

    private MessageFigures() {}

    /**
     * The figures in their order.
     *
     * @param commit the commit
     * @param recorded what {@link CommitMessage#read} made of it
     * @param referencePsnrDb the PSNR-Y, in dB, that its trailers name
     * @param measured the new measurement of its source
     */
    public static List<CheckedFigure> compare(
            CommitSummary commit, RecordedEvolution recorded, double referencePsnrDb, Remeasurement measured) {
        Headline headline = measured.training().headline(referencePsnrDb);
        String message = commit.message();
        List<CheckedFigure> figures = new ArrayList<>();
        figures.add(CheckedFigure.of(
                "message: summary",
                line(message, 2),
                CommitMessage.overview(recorded.version(), CommitMessage.isSeed(commit), headline)));
        figures.add(
                CheckedFigure.of("message: bitrate", line(message, "  • Bitrate: "), CommitMessage.bitrate(headline)));
        figures.add(CheckedFigure.of(
                "message: compression", line(message, "  • Compression: "), CommitMessage.compression(headline)));
        String improvement = line(message, "  • Improvement: ");
        String bdRate =
                CommitMessage.only(Trailer.in(message), CommitMessage.BD_RATE).orElse("-");
        Remeasurement.Before before = measured.before();
        if (before != null) {
            figures.add(CheckedFigure.of(
                    "message: improvement",
                    improvement,
                    Improvement.describe(
                            OptionalDouble.of(before.heldOut().meanBdRatePercent()),
                            before.version().toString())));
            figures.add(CheckedFigure.of(
                    "message: BD-rate", bdRate, CommitMessage.bdRates(before.training(), before.heldOut())));
        } else if (CommitMessage.isSeed(commit)) {
            figures.add(CheckedFigure.of("message: improvement", improvement, "-"));
            figures.add(CheckedFigure.of("message: BD-rate", bdRate, "-"));
        } else {
            figures.add(CheckedFigure.notChecked("message: improvement", improvement, NO_VERSION_BEFORE));
            figures.add(CheckedFigure.notChecked("message: BD-rate", bdRate, NO_VERSION_BEFORE));
        }
        return figures;
    }

    /** What follows {@code start} on the only line that begins with it. */
    private static String line(String message, String start) {
        List<String> found =
                message.lines().filter(line -> line.startsWith(start)).toList();
        return found.size() == 1 ? found.get(0).substring(start.length()) : "-";
    }

    private static String line(String message, int index) {
        return message.lines().skip(index).findFirst().orElse("-");
    }
}
