package io.evoforge.app.console;

import io.evoforge.app.console.Console.Colour;
import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunProgress;
import io.evoforge.engine.review.ReviewText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a run line by line: one for each candidate with verdict and reason, one for each adoption with its commit. */
public final class RunLines implements EngineListener {
    private static final int REASON_LENGTH = 160;
    private static final int REVIEW_LENGTH = 400;

    private final Console console;
    private final double headlinePsnrDb;
    private final RunProgressBar bar;
    private final Map<EvolutionVersion, Evolution> adopted = new HashMap<>();

    /** Prints to {@code console}, with bitrates at {@code headlinePsnrDb}; {@code bar} shows how far it is. */
    public RunLines(Console console, double headlinePsnrDb, RunProgressBar bar) {
        this.console = console;
        this.headlinePsnrDb = headlinePsnrDb;
        this.bar = bar;
    }

    @Override
    public void replyUnusable(long candidate, int attempt, String reason) {
        String next = attempt == 0 ? " (asking once more)" : "";
        candidateLine(candidate, Colour.YELLOW, "unusable", reason + next);
    }

    @Override
    public void candidateDecided(long candidate, String summary, Decision decision) {
        String summarised = decision.reason().replaceFirst("^refused at stage ", "at stage ")
                + console.paint(Colour.DIM, "  " + summary);
        switch (decision.verdict()) {
            case ADOPT -> candidateLine(candidate, Colour.GREEN, "adopted", gains(decision) + "  " + summary);
            case REJECT ->
                candidateLine(candidate, Colour.RED, decision.training() == null ? "refused" : "rejected", summarised);
            case INDECISIVE -> candidateLine(candidate, Colour.YELLOW, "indecisive", summarised);
        }
    }

    @Override
    public void adopted(Evolution evolution) {
        adopted.put(evolution.version(), evolution);
        if (evolution.isSeed()) {
            console.line("The run begins with " + evolution.version() + ": " + numbers(evolution));
        }
    }

    @Override
    public void published(EvolutionVersion version, CommitId commit) {
        Evolution evolution = adopted.get(version);
        console.line(console.paint(Colour.BOLD, "  => %s committed as %s".formatted(version, commit.shortHex()))
                + (evolution == null ? "" : "  " + numbers(evolution)));
    }

    @Override
    public void publicationDelayed(EvolutionVersion version, String reason, @Nullable Instant nextTry) {
        console.note(console.paint(Colour.YELLOW, "  => " + version + " is kept and not published yet: ")
                + reason
                + (nextTry == null ? "" : " (next try at " + nextTry + ")"));
    }

    @Override
    public void withdrawn(
            EvolutionVersion version, List<EvolutionVersion> descendants, EvolutionVersion champion, String reason) {
        String others = descendants.isEmpty()
                ? ""
                : ", and with it "
                        + descendants.stream().map(EvolutionVersion::toString).collect(Collectors.joining(", "));
        console.line(console.paint(
                Colour.YELLOW,
                "%s is withdrawn%s: %s. The run goes on from %s".formatted(version, others, reason, champion)));
    }

    @Override
    public void reviewed(EvolutionVersion version, ReviewReply reply) {
        console.line(console.paint(
                reply.verdict() == ReviewVerdict.REQUEST_CHANGES ? Colour.YELLOW : Colour.DIM,
                "  => " + version + ": " + ReviewText.line(reply, REVIEW_LENGTH)));
    }

    @Override
    public void reviewFailed(EvolutionVersion version, String reason) {
        console.note(console.paint(Colour.YELLOW, "  => " + version + " was not reviewed: ") + reason);
    }

    @Override
    public void overtaken(EvolutionVersion version, String author, List<EvolutionVersion> overtaken) {
        String ours = overtaken.isEmpty()
                ? ""
                : "; ours is compared with it: "
                        + overtaken.stream().map(EvolutionVersion::toString).collect(Collectors.joining(", "));
        console.line(console.paint(
                Colour.YELLOW,
                "The branch holds %s by %s. The run goes on from there%s".formatted(version, author, ours)));
    }

    @Override
    public void proposerSetAside(String proposer, String reason, @Nullable Instant until) {
        console.note(console.paint(Colour.YELLOW, "'" + proposer + "' is not asked any more: ")
                + reason
                + (until == null ? " (the next start asks it again)" : " (asked again at " + until + ")"));
    }

    @Override
    public void waiting(String reason, Instant nextTry) {
        console.note(console.paint(Colour.YELLOW, "waiting: ") + reason + " (next try at " + nextTry + ")");
    }

    @Override
    public void progress(RunProgress progress) {
        EvolutionVersion champion = progress.champion();
        bar.update(progress.decided(), (champion == null ? "" : " " + champion) + left(progress));
    }

    /** Money spent, and what is left of money and time where they are limited. */
    private static String left(RunProgress progress) {
        long spent = progress.spent().microdollars();
        long money = progress.limits().microdollars();
        StringBuilder words = new StringBuilder();
        if (money < Long.MAX_VALUE) {
            words.append(String.format(Locale.ROOT, " $%.2f of $%.2f", spent / 1e6, money / 1e6));
        } else if (spent > 0) {
            words.append(String.format(Locale.ROOT, " $%.2f", spent / 1e6));
        }
        if (progress.limits().time().compareTo(RunLimits.NONE.time()) < 0) {
            long minutes = Math.max(
                    0, progress.limits().time().minus(progress.elapsed()).toMinutes());
            words.append(String.format(Locale.ROOT, " %d:%02d h left", minutes / 60, minutes % 60));
        }
        return words.toString();
    }

    private void candidateLine(long candidate, Colour colour, String verdict, String rest) {
        String oneLine = rest.replaceAll("\\s*\\R\\s*", " ");
        if (oneLine.length() > REASON_LENGTH + 80) {
            oneLine = oneLine.substring(0, REASON_LENGTH + 77) + "...";
        }
        console.line(String.format(
                Locale.ROOT, "%4d  %s  %s", candidate, console.paint(colour, "%-10s".formatted(verdict)), oneLine));
    }

    private static String gains(Decision decision) {
        return "BD-rate " + percent(decision.training()) + " training, " + percent(decision.heldOut()) + " held-out";
    }

    private static String percent(@Nullable Comparison comparison) {
        return comparison == null ? "-" : String.format(Locale.ROOT, "%+.1f %%", comparison.meanBdRatePercent());
    }

    private String numbers(Evolution evolution) {
        Headline headline = evolution.evidence().training().headline(headlinePsnrDb);
        Comparison heldOut = evolution.evidence().heldOutComparison();
        return String.format(
                        Locale.ROOT,
                        "%.2f Mbps, %.2fx compression",
                        headline.bitrate().megabitsPerSecond(),
                        headline.compressionRatio())
                + (heldOut == null
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.1f %% fewer bits at equal quality", -heldOut.meanBdRatePercent()));
    }
}
