package io.evoforge.dashboard;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.dashboard.port.EventFeed;
import io.evoforge.testkit.evaluation.Evaluations;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the events of a run by hand, and feeds them as the store would. Every candidate takes a minute. */
public final class RunStory implements EventFeed {
    private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RUN = "run-1";

    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private SourceCode champion = source("the seed", 1);
    private EvolutionVersion version = EvolutionVersion.SEED;
    private double bits = 1;
    private long candidate;

    /** A run whose seed is adopted and published. */
    public static RunStory begun() {
        RunStory story = new RunStory();
        story.add(new RunEvent.Started(RUN, 7, "scripted", Evaluations.IDENTITY, story.now()));
        story.adopt("The seed codec", null);
        story.publish("0");
        return story;
    }

    /** A run of so many candidates: every tenth is adopted as long as {@code versions} last, and some fail. */
    public static RunStory of(int candidates, int versions) {
        RunStory story = begun();
        for (int i = 1; i <= candidates; i++) {
            if (i % 10 == 0 && story.version.number() < versions) {
                story.better("A better transform, step " + i, 0.9);
                story.publish(Integer.toHexString(i % 16));
            } else if (i % 7 == 0) {
                story.refused("A change that does not compile, " + i, "cannot find symbol");
            } else {
                story.worse("Another table of steps, " + i);
            }
        }
        return story;
    }

    /** When the last event happened. */
    public Instant now() {
        return BEGIN.plusSeconds(60 * candidate);
    }

    /** A candidate that is measured and not better. */
    public void worse(String summary) {
        SourceCode source = proposed(summary);
        add(measured(source, SequenceGroup.TRAINING, bits * 1.1));
        add(new RunEvent.Decided(
                candidate,
                new Decision(
                        Verdict.REJECT,
                        "BD-rate +10.00 % in the mean, needed at most -1.00 %",
                        comparison(SequenceGroup.TRAINING, 10),
                        null),
                now()));
    }

    /** A candidate that the compiler refuses. */
    public void refused(String summary, String diagnostic) {
        SourceCode source = proposed(summary);
        Refusal refusal =
                new Refusal(Refusal.Stage.COMPILE, "it does not compile", List.of(new Diagnostic(3, 7, diagnostic)));
        add(new RunEvent.Evaluated(
                candidate, source, SequenceGroup.TRAINING, new EvaluationOutcome.Refused(refusal), now()));
        add(new RunEvent.Decided(
                candidate,
                new Decision(Verdict.REJECT, "refused at stage compile: it does not compile", null, null),
                now()));
    }

    /** A candidate that takes {@code factor} times the champion's bits and is adopted. */
    public void better(String summary, double factor) {
        SourceCode source = proposed(summary);
        bits *= factor;
        double percent = 100 * (factor - 1);
        add(measured(source, SequenceGroup.TRAINING, bits));
        add(measured(source, SequenceGroup.HELD_OUT, bits));
        add(new RunEvent.Decided(
                candidate,
                new Decision(
                        Verdict.ADOPT,
                        "better",
                        comparison(SequenceGroup.TRAINING, percent),
                        comparison(SequenceGroup.HELD_OUT, percent)),
                now()));
        champion = source;
        version = version.next();
        adopt(summary, percent);
    }

    /** A candidate that was asked for, and nothing more yet. */
    public void asked() {
        candidate++;
        add(new RunEvent.Planned(candidate, champion, "scripted", "edit", "Improve this.", now()));
    }

    /** The remote has the current version. */
    public void publish(String digit) {
        add(new RunEvent.Published(version, new CommitId(digit.repeat(40)), now()));
    }

    /** The current version could not be published. */
    public void delay(String reason) {
        add(new RunEvent.PublicationDelayed(version, reason, null, now()));
    }

    private SourceCode proposed(String summary) {
        asked();
        SourceCode source = source(summary.replaceAll("[^A-Za-z0-9 ]", ""), candidate + 1);
        String text = summary + "\n\n```java\n" + source.text() + "```\n";
        add(new RunEvent.Replied(
                candidate,
                candidate,
                0,
                "Improve this.",
                new ModelReply(text, "model-1", new TokenUsage(1_000, 500, 12_000)),
                now()));
        return source;
    }

    private void adopt(String summary, @Nullable Double percent) {
        add(new RunEvent.Adopted(
                new Evolution(
                        EvolutionId.of(RUN, version, champion.sha256()),
                        version,
                        champion,
                        summary,
                        new Evidence(
                                Evaluations.withBits(SequenceGroup.TRAINING, bits),
                                Evaluations.withBits(SequenceGroup.HELD_OUT, bits),
                                percent == null ? null : comparison(SequenceGroup.TRAINING, percent),
                                percent == null ? null : comparison(SequenceGroup.HELD_OUT, percent),
                                percent == null ? 0 : candidate,
                                7,
                                "scripted"),
                        now()),
                now()));
    }

    private RunEvent measured(SourceCode source, SequenceGroup group, double times) {
        return new RunEvent.Evaluated(
                candidate, source, group, new EvaluationOutcome.Measured(Evaluations.withBits(group, times)), now());
    }

    private static Comparison comparison(SequenceGroup group, double percent) {
        return new Comparison(
                group,
                percent,
                Evaluations.withBits(group, 1).sequences().stream()
                        .map(one -> new SequenceComparison(one.sequence().name(), percent))
                        .toList());
    }

    private static SourceCode source(String comment, long number) {
        return new SourceCode("""
                package io.evoforge.evolved;

                // %s
                public final class EvolvedCodec {
                    private static final int STEP = %d;
                }
                """.formatted(comment, number));
    }

    /** One more event. */
    public void add(RunEvent event) {
        events.add(event);
    }

    /** All events so far. */
    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void readAfter(long seen, Consumer<RunEvent> reader) {
        List<RunEvent> now = events();
        now.subList((int) Math.min(seen, now.size()), now.size()).forEach(reader);
    }
}
