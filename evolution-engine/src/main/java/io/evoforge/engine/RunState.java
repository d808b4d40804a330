package io.evoforge.engine;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.prompt.Lesson;
import io.evoforge.engine.reply.ReplyParser;
import io.evoforge.engine.reply.SourceLanguage;
import io.evoforge.engine.search.Bandit;
import io.evoforge.engine.search.Population;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows, folded from its events and from nothing else: a run that is taken up again is where it was. Used by
 * one thread.
 */
final class RunState {
    private final SourceLanguage language;
    private final ReplyParser parser;
    private RunEvent.@Nullable Started started;
    private final NavigableMap<Long, CandidateState> open = new TreeMap<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private final Map<Sha256, Long> firstWith = new HashMap<>();
    private final Outcomes outcomes;
    private final Versions versions = new Versions();
    private final Withdrawals withdrawals;
    private final ReviewRecords reviews = new ReviewRecords();
    private final SearchMemory search;
    private final BitSet calls = new BitSet();
    private TokenUsage spent = TokenUsage.NONE;
    private long lastPlanned;
    private long decided;

    /**
     * A state without events.
     *
     * @param settings digest of the evaluator's settings: measurements by others cannot be compared and do not count
     * @param language what candidates are written in
     */
    RunState(String settings, SourceLanguage language, Population population, AdoptionGate gate) {
        this.language = language;
        this.parser = new ReplyParser(language);
        this.outcomes = new Outcomes(settings);
        this.withdrawals = new Withdrawals(language);
        this.search = new SearchMemory(population, gate);
    }

    // ---- events

    void apply(RunEvent event) {
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Planned e) {
            planned(e);
        } else if (event instanceof RunEvent.Replied e) {
            replied(e);
        } else if (event instanceof RunEvent.Unusable e) {
            candidate(e.candidate()).unusable(e);
        } else if (event instanceof RunEvent.Evaluated e) {
            evaluated(e);
        } else if (event instanceof RunEvent.Decided e) {
            decided(e);
        } else if (event instanceof RunEvent.Adopted e) {
            adopted(e.evolution());
        } else if (event instanceof RunEvent.Published e) {
            reviews.settled(e.version());
            forgetAll(versions.published(e.version()));
        } else if (event instanceof RunEvent.PublicationDelayed e) {
            versions.delayed(e);
            reviews.delayed(e.version());
        } else if (event instanceof RunEvent.Withdrawn e) {
            withdrawn(e);
        } else if (event instanceof RunEvent.Reviewed e) {
            reviews.reviewed(e);
            spent = spent.plus(e.reply().usage());
        } else if (event instanceof RunEvent.ReviewFailed e) {
            reviews.failed(e);
            spent = spent.plus(e.spent());
        } else {
            RunEvent.Overtaken e = (RunEvent.Overtaken) event; // the last case; a new one fails here
            e.overtaken().forEach(reviews::settled);
            forgetAll(versions.overtaken(e));
        }
    }

    private void planned(RunEvent.Planned e) {
        CandidateState before = open.put(e.candidate(), new CandidateState(e, parser));
        search.planned(e, before == null ? null : before.planned());
        lastPlanned = Math.max(lastPlanned, e.candidate());
    }

    private void replied(RunEvent.Replied e) {
        CandidateState candidate = candidate(e.candidate());
        candidate.replied(e);
        SourceCode source = candidate.source();
        if (source != null) {
            withdrawals.developed(source.sha256(), candidate.planned().parent().sha256());
        }
        calls.set(Math.toIntExact(e.call()));
        spent = spent.plus(e.reply().usage());
    }

    private void evaluated(RunEvent.Evaluated e) {
        if (!outcomes.evaluated(e.source(), e.group(), e.outcome())) {
            return;
        }
        if (e.group() == SequenceGroup.TRAINING
                && outcome(e.source(), SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured measured) {
            search.measured(measured.evaluation());
            Evolution champion = champion();
            if (champion != null && e.source().equals(champion.source())) {
                // It was measured again, by an evaluator that differs from the one that adopted it.
                search.adopted(champion, measured);
                search.restart(champion, measured);
            }
        }
    }

    private void decided(RunEvent.Decided e) {
        CandidateState candidate = candidate(e.candidate());
        Sha256 canonical = candidate.canonical();
        // A candidate that fell with a version it was developed from was not judged, so it does not count as tried.
        boolean original = canonical != null
                && objection(candidate).isEmpty()
                && firstWith.putIfAbsent(canonical, e.candidate()) == null;
        lessons.add(lesson(candidate, e.decision(), original));
        SourceCode source = candidate.source();
        if (source != null
                && original
                && outcome(source, SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured measured) {
            search.take(candidate, source, measured);
        }
        search.decided(candidate, e.decision());
        open.remove(e.candidate());
        decided = Math.max(decided, e.candidate());
        if (source != null && e.decision().verdict() != Decision.Verdict.ADOPT) {
            forget(source);
        }
    }

    private void adopted(Evolution evolution) {
        Evolution previous = champion();
        SourceCode source = evolution.source();
        versions.adopted(evolution);
        withdrawals.adopted(source);
        firstWith.putIfAbsent(language.hash(source), evolution.evidence().candidate());
        outcomes.adopted(source, evolution.evidence().training());
        outcomes.adopted(source, evolution.evidence().heldOut());
        if (outcome(source, SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured measured) {
            search.adopted(evolution, measured);
        }
        if (previous != null) {
            forget(previous.source());
        }
    }

    private void withdrawn(RunEvent.Withdrawn e) {
        List<Evolution> gone = versions.withdrawn(e);
        for (Evolution evolution : gone) {
            reviews.settled(evolution.version());
            withdrawals.withdrawn(evolution, e);
            lessons.add(withdrawals.lesson(evolution, e));
        }
        // What was tried since then was compared with a champion that does not stand: it may be tried again.
        long first = gone.get(0).evidence().candidate();
        firstWith.entrySet().removeIf(tried -> tried.getValue() > first && !withdrawals.isWithdrawn(tried.getKey()));
        search.withdrawn();
        Evolution champion = Objects.requireNonNull(champion());
        if (outcome(champion.source(), SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured measured) {
            search.restart(champion, measured);
        }
        forgetAll(gone);
    }

    private void forgetAll(List<Evolution> gone) {
        gone.forEach(evolution -> forget(evolution.source()));
    }

    private void forget(SourceCode source) {
        boolean needed = versions.need(source)
                || open.values().stream().map(CandidateState::source).anyMatch(other -> Objects.equals(source, other));
        if (!needed) {
            outcomes.forget(source);
        }
    }

    /**
     * What later prompts may know; a reason that rests on held-out sequences is told without them.
     *
     * @param original whether it is the first with its program: what happens to be known of another's evaluation depends
     *     on the speed of the workers and must not show
     */
    private Lesson lesson(CandidateState candidate, Decision decision, boolean original) {
        SourceCode source = original ? candidate.source() : null;
        Sha256 parent = candidate.planned().parent().sha256();
        boolean adopt = decision.verdict() == Decision.Verdict.ADOPT;
        boolean checkedOnHeldOut = source != null && outcome(source, SequenceGroup.HELD_OUT) != null;
        String reason = checkedOnHeldOut && !adopt
                ? "better on the training sequences, but not confirmed on others: it does not generalise"
                : decision.reason();
        List<Diagnostic> diagnostics = List.of();
        if (source != null && outcome(source, SequenceGroup.TRAINING) instanceof EvaluationOutcome.Refused refused) {
            diagnostics = refused.refusal().diagnostics();
        }
        return new Lesson(
                candidate.number(),
                parent,
                Objects.requireNonNullElse(candidate.canonical(), parent),
                candidate.summary(),
                adopt,
                adopt ? "adopted" : reason,
                diagnostics);
    }

    private CandidateState candidate(long number) {
        CandidateState candidate = open.get(number);
        if (candidate == null) {
            throw new IllegalStateException("an event tells of candidate " + number + ", which is not under way");
        }
        return candidate;
    }

    // ---- candidates

    /** How the run began, or null if it has not yet. */
    RunEvent.@Nullable Started started() {
        return started;
    }

    /** Candidates that are planned and not decided, in the order of their numbers. */
    Collection<CandidateState> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    @Nullable
    CandidateState openCandidate(long number) {
        return open.get(number);
    }

    long lastPlanned() {
        return lastPlanned;
    }

    /** Number of the last decided candidate; all before it are decided too. */
    long decided() {
        return decided;
    }

    /** Why nothing may come of {@code candidate}, whatever its measurement, or empty. */
    Optional<String> objection(CandidateState candidate) {
        return withdrawals.objection(candidate.planned().parent().sha256(), candidate.canonical());
    }

    /** The first decided candidate with this canonical source, or null; 0 is what the run began with. */
    @Nullable
    Long firstWith(Sha256 canonical) {
        return firstWith.get(canonical);
    }

    /** Whether an earlier candidate, decided or under way, is the same program as this one, which has a source. */
    boolean isDuplicate(CandidateState candidate) {
        return firstWith(Objects.requireNonNull(candidate.canonical())) != null
                || open.headMap(candidate.number()).values().stream()
                        .anyMatch(other -> Objects.equals(other.canonical(), candidate.canonical())
                                && objection(other).isEmpty());
    }

    /** What the next prompts may know, in the order of decisions. */
    List<Lesson> lessons() {
        return Collections.unmodifiableList(lessons);
    }

    Bandit bandit() {
        return search.bandit();
    }

    Population population() {
        return search.population();
    }

    /** Numbers of the calls that were answered. */
    BitSet calls() {
        return calls;
    }

    TokenUsage spent() {
        return spent;
    }

    // ---- measurements

    /** What came out for {@code source}, measured by the present evaluator, or null. */
    @Nullable
    EvaluationOutcome outcome(SourceCode source, SequenceGroup group) {
        return outcomes.of(source, group);
    }

    /** As if {@code source} had not been tried where it was refused. */
    void forgetRefusals(SourceCode source) {
        outcomes.forgetRefusals(source);
    }

    /** The measurement of {@code source}, which is known to be there. */
    Evaluation measured(SourceCode source, SequenceGroup group) {
        if (outcome(source, group) instanceof EvaluationOutcome.Measured measured) {
            return measured.evaluation();
        }
        throw new IllegalStateException(source + " was to be compared or adopted before it was measured on " + group);
    }

    /** Whether {@code source} is measured on both groups of sequences. */
    boolean isMeasured(SourceCode source) {
        for (SequenceGroup group : SequenceGroup.values()) {
            if (!(outcome(source, group) instanceof EvaluationOutcome.Measured)) {
                return false;
            }
        }
        return true;
    }

    // ---- versions

    /** The current version, or null before the first adoption. */
    @Nullable
    Evolution champion() {
        return versions.champion();
    }

    /** The number of the current version, or null before the first adoption. */
    @Nullable
    EvolutionVersion version() {
        Evolution champion = champion();
        return champion == null ? null : champion.version();
    }

    /** The number for the next adoption after the first. */
    EvolutionVersion nextVersion() {
        return versions.next();
    }

    long adoptedCandidates() {
        return versions.adoptedCandidates();
    }

    /** The version that is current if {@code version} and all after it are not; empty if nothing is left then. */
    Optional<Evolution> standingBefore(EvolutionVersion version) {
        return versions.standingBefore(version);
    }

    /** Adopted versions that the remote does not have, oldest first. */
    Deque<Evolution> unpublished() {
        return versions.unpublished();
    }

    /** The last failure of the publication that is next, or null. */
    RunEvent.@Nullable PublicationDelayed delayed() {
        return versions.delayed();
    }

    /** What the repository holds and this run has to go on from, as soon as it is measured; or null. */
    RunEvent.@Nullable Overtaken foreign() {
        return versions.foreign();
    }

    /** The newest version of ours that {@link #foreign} overtook, or null. */
    @Nullable
    Evolution contender() {
        return versions.contender();
    }

    /** What reviewers said of versions that are not published yet. */
    ReviewRecords reviews() {
        return reviews;
    }
}
