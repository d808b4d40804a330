package io.evoforge.dashboard.model;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.dashboard.model.LogLine.Tone;
import io.evoforge.engine.review.ReviewText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;

/** The events of a run in sentences. Keeps the newest, as many as anybody scrolls through. */
final class RunLog {
    private static final int KEPT = 50_000;
    private static final int DROPPED_AT_ONCE = 10_000;
    private static final int LONGEST_REVIEW = 1_000;

    private static final Set<String> MILESTONES =
            Set.of("started", "adopted", "published", "withdrawn", "reviewed", "review-failed", "overtaken", "delayed");

    private final List<LogLine> lines = new ArrayList<>();

    void add(long position, RunEvent event, LongFunction<String> summaryOf) {
        if (lines.size() >= KEPT) {
            lines.subList(0, DROPPED_AT_ONCE).clear();
        }
        lines.add(line(position, event, summaryOf));
    }

    List<LogLine> after(long position, int limit) {
        int from = Math.max(0, index(position));
        return from >= lines.size()
                ? List.of()
                : List.copyOf(lines.subList(from, Math.min(lines.size(), from + limit)));
    }

    List<LogLine> before(long position, int limit) {
        int to = Math.min(lines.size(), index(position - 1));
        return to <= 0 ? List.of() : List.copyOf(lines.subList(Math.max(0, to - limit), to));
    }

    /** As {@link #before(long, int)}, without what happens to every candidate. */
    List<LogLine> milestonesBefore(long position, int limit) {
        List<LogLine> found = new ArrayList<>();
        for (int i = Math.min(lines.size(), index(position - 1)) - 1; i >= 0 && found.size() < limit; i--) {
            if (MILESTONES.contains(lines.get(i).kind())) {
                found.add(lines.get(i));
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Where the line after {@code position} stands. Positions have no gap. */
    private int index(long position) {
        long first = lines.isEmpty() ? 1 : lines.get(0).position();
        return (int) Math.max(0, Math.min(lines.size(), position - first + 1));
    }

    private static LogLine line(long position, RunEvent event, LongFunction<String> summaryOf) {
        if (event instanceof RunEvent.Started e) {
            return new LogLine(
                    position,
                    e.at(),
                    "started",
                    Tone.PLAIN,
                    "The run begins: " + e.proposer() + " proposes, "
                            + e.evaluator().name() + " measures",
                    null,
                    null);
        }
        if (event instanceof RunEvent.Planned e) {
            return candidate(
                    position,
                    e,
                    "asked",
                    Tone.PLAIN,
                    e.candidate(),
                    "asked " + e.proposer() + " for a candidate (" + e.approach() + ")");
        }
        if (event instanceof RunEvent.Replied e) {
            return candidate(
                    position,
                    e,
                    "replied",
                    Tone.PLAIN,
                    e.candidate(),
                    e.reply().model() + " answered: " + summaryOf.apply(e.candidate()));
        }
        if (event instanceof RunEvent.Unusable e) {
            return candidate(
                    position, e, "unusable", Tone.MUTED, e.candidate(), "the answer cannot be used: " + e.reason());
        }
        if (event instanceof RunEvent.Evaluated e) {
            return evaluated(position, e);
        }
        if (event instanceof RunEvent.Decided e) {
            String verdict = switch (e.decision().verdict()) {
                case ADOPT -> "adopted";
                case REJECT -> "rejected";
                case INDECISIVE -> "indecisive";
            };
            Tone tone = verdict.equals("adopted") ? Tone.GOOD : Tone.MUTED;
            return candidate(
                    position,
                    e,
                    "decided",
                    tone,
                    e.candidate(),
                    verdict + ": " + e.decision().reason());
        }
        if (event instanceof RunEvent.Adopted e) {
            Evolution evolution = e.evolution();
            return new LogLine(
                    position,
                    e.at(),
                    "adopted",
                    Tone.GOOD,
                    evolution.version()
                            + (evolution.isSeed() ? " is where the run begins: " : " is the champion: ")
                            + evolution.summary(),
                    evolution.isSeed() ? null : evolution.evidence().candidate(),
                    evolution.version().number());
        }
        if (event instanceof RunEvent.Published e) {
            return new LogLine(
                    position,
                    e.at(),
                    "published",
                    Tone.GOOD,
                    e.version() + " is committed as " + e.commit().shortHex(),
                    null,
                    e.version().number());
        }
        if (event instanceof RunEvent.Withdrawn e) {
            return new LogLine(
                    position,
                    e.at(),
                    "withdrawn",
                    Tone.BAD,
                    e.version() + (e.descendants().isEmpty() ? " is" : " and what was developed from it are")
                            + " withdrawn: " + e.reason() + ". The champion is " + e.champion(),
                    null,
                    e.version().number());
        }
        if (event instanceof RunEvent.Reviewed e) {
            return new LogLine(
                    position,
                    e.at(),
                    "reviewed",
                    e.reply().verdict() == ReviewVerdict.REQUEST_CHANGES ? Tone.BAD : Tone.PLAIN,
                    e.version() + ": " + ReviewText.line(e.reply(), LONGEST_REVIEW),
                    null,
                    e.version().number());
        }
        if (event instanceof RunEvent.ReviewFailed e) {
            return new LogLine(
                    position,
                    e.at(),
                    "review-failed",
                    Tone.BAD,
                    e.version() + " was not reviewed" + (e.isLast() ? ": " : " this time: ") + e.reason(),
                    null,
                    e.version().number());
        }
        if (event instanceof RunEvent.Overtaken e) {
            return new LogLine(
                    position,
                    e.at(),
                    "overtaken",
                    Tone.PLAIN,
                    "the repository holds " + e.version() + " by " + e.author() + ": going on from there",
                    null,
                    e.version().number());
        }
        RunEvent.PublicationDelayed e = (RunEvent.PublicationDelayed) event;
        return new LogLine(
                position,
                e.at(),
                "delayed",
                Tone.BAD,
                e.version() + " is not published yet: " + e.reason(),
                null,
                e.version().number());
    }

    private static LogLine evaluated(long position, RunEvent.Evaluated event) {
        String group = event.group().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String text = event.outcome() instanceof EvaluationOutcome.Refused refused
                ? "refused at stage " + refused.refusal().stage().name().toLowerCase(Locale.ROOT) + ": "
                        + refused.refusal().reason()
                : "measured on the " + group + " sequences";
        Tone tone = event.outcome() instanceof EvaluationOutcome.Refused ? Tone.MUTED : Tone.PLAIN;
        return event.candidate() == 0
                ? new LogLine(position, event.at(), "evaluated", tone, "The first source: " + text, null, null)
                : candidate(position, event, "evaluated", tone, event.candidate(), text);
    }

    private static LogLine candidate(
            long position, RunEvent event, String kind, Tone tone, long candidate, String text) {
        return new LogLine(position, event.at(), kind, tone, text, candidate, null);
    }
}
