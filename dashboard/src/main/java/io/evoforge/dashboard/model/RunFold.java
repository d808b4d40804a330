package io.evoforge.dashboard.model;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.history.AdoptedVersions;
import io.evoforge.engine.history.Spending;
import io.evoforge.engine.reply.ReplyParser;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of a run's events. Used under the lock of {@link RunModel}, which answers from it. */
final class RunFold {
    final RunLog log = new RunLog();
    final TextShelf texts = new TextShelf();
    final TreeMap<Long, CandidateRecord> candidates = new TreeMap<>();
    final AdoptedVersions versions = new AdoptedVersions();
    final Spending spending = new Spending();
    final Deque<Instant> publications = new ArrayDeque<>();
    final Deque<Instant> decisions = new ArrayDeque<>();

    /** Which candidate a source was first; 0 is the source the run began with. */
    final Map<Sha256, Long> firstWith = new HashMap<>();

    final Map<Sha256, EvolutionVersion> versionOf = new HashMap<>();
    final Map<Sha256, Evaluation> trainingOf = new HashMap<>();
    private final Map<CandidateState, Long> counts = new EnumMap<>(CandidateState.class);

    RunEvent.@Nullable Started started;

    @Nullable
    Instant lastEventAt;

    long position;

    void apply(RunEvent event) {
        position++;
        lastEventAt = event.at();
        versions.apply(event);
        spending.apply(event);
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Planned e) {
            planned(e);
        } else if (event instanceof RunEvent.Replied e) {
            replied(e);
        } else if (event instanceof RunEvent.Unusable e) {
            find(e.candidate()).ifPresent(candidate -> candidate.faults.add(e.reason()));
        } else if (event instanceof RunEvent.Evaluated e) {
            evaluated(e);
        } else if (event instanceof RunEvent.Decided e) {
            find(e.candidate()).ifPresent(candidate -> {
                candidate.decision = e.decision();
                candidate.decidedAt = e.at();
                decisions.addLast(e.at());
                count(candidate);
            });
        } else if (event instanceof RunEvent.Adopted e) {
            adopted(e.evolution());
        } else if (event instanceof RunEvent.Published e) {
            publications.addLast(e.at());
        }
        log.add(position, event, this::summaryOf);
    }

    private void planned(RunEvent.Planned event) {
        texts.put(event.parent().sha256(), event.parent().text());
        CandidateRecord before = candidates.put(event.candidate(), new CandidateRecord(event));
        if (before == null) {
            counts.merge(CandidateState.ASKED, 1L, Long::sum);
        } else {
            count(before, CandidateState.ASKED); // planned again: its proposer was not there any more
        }
    }

    private void replied(RunEvent.Replied event) {
        find(event.candidate()).ifPresent(candidate -> {
            String text = event.reply().text();
            candidate.summary = ReplyParser.summary(text);
            candidate.model = event.reply().model();
            candidate.microdollars += event.reply().usage().microdollars();
            candidate.reply = Sha256.of(text);
            texts.put(candidate.reply, text);
        });
    }

    private void evaluated(RunEvent.Evaluated event) {
        SourceCode source = event.source();
        texts.put(source.sha256(), source.text());
        firstWith.putIfAbsent(source.sha256(), event.candidate());
        if (event.group() == SequenceGroup.TRAINING && event.outcome() instanceof EvaluationOutcome.Measured measured) {
            trainingOf.put(source.sha256(), measured.evaluation());
        }
        find(event.candidate()).ifPresent(candidate -> {
            candidate.source = source.sha256();
            if (event.group() == SequenceGroup.TRAINING) {
                candidate.training = event.outcome();
            } else {
                candidate.heldOut = event.outcome();
            }
            count(candidate);
        });
    }

    private void adopted(Evolution evolution) {
        Sha256 source = evolution.source().sha256();
        texts.put(source, evolution.source().text());
        versionOf.put(source, evolution.version());
        firstWith.putIfAbsent(source, evolution.evidence().candidate());
        trainingOf.put(source, evolution.evidence().training());
        find(evolution.evidence().candidate()).ifPresent(candidate -> {
            candidate.version = evolution.version();
            candidate.source = source;
        });
    }

    Optional<CandidateRecord> find(long number) {
        return Optional.ofNullable(candidates.get(number));
    }

    private void count(CandidateRecord candidate) {
        count(candidate, candidate.state());
    }

    private void count(CandidateRecord candidate, CandidateState now) {
        if (candidate.counted != now) {
            counts.merge(candidate.counted, -1L, Long::sum);
            counts.merge(now, 1L, Long::sum);
            candidate.counted = now;
        }
    }

    private String summaryOf(long candidate) {
        return find(candidate).map(one -> one.summary).orElse("");
    }

    /** How many of {@code times} are not before {@code begin}; the others are forgotten. */
    static int since(Instant begin, Deque<Instant> times) {
        while (!times.isEmpty() && times.getFirst().isBefore(begin)) {
            times.removeFirst();
        }
        return times.size();
    }

    /** How many candidates are in this state. */
    long count(CandidateState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** What people call this source: a version, or the candidate that it was first. */
    String label(Sha256 source) {
        EvolutionVersion version = versionOf.get(source);
        return version != null ? version.toString() : "#" + firstWith.getOrDefault(source, 0L);
    }
}
