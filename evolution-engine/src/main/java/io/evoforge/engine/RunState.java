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
import io.evoforge.engine.reply.CanonicalSource;
import io.evoforge.engine.search.Bandit;
import io.evoforge.engine.search.Individual;
import io.evoforge.engine.search.Population;
import java.util.ArrayDeque;
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
    private final String settings;
    private final Population population;
    private final Fitness fitness;
    private final Bandit bandit = new Bandit();

    private RunEvent.@Nullable Started started;
    private final NavigableMap<Long, CandidateState> open = new TreeMap<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private final Map<Sha256, Long> firstWith = new HashMap<>();
    private final Map<Measurement, EvaluationOutcome> outcomes = new HashMap<>();
    private final Deque<Evolution> unpublished = new ArrayDeque<>();
    private final StandingVersions standing = new StandingVersions();
    private final Withdrawals withdrawals = new Withdrawals();
    private final ReviewRecords reviews = new ReviewRecords();
    private final BitSet calls = new BitSet();
    private TokenUsage spent = TokenUsage.NONE;
    private long lastPlanned;
    private long decided;
    private long adopted;
    private @Nullable Evolution champion;
    private @Nullable EvolutionVersion lastVersion;
    private boolean restarting;
    private RunEvent.@Nullable PublicationDelayed delayed;
    private RunEvent.@Nullable Overtaken foreign;
    private @Nullable Evolution contender;

    /** What an outcome belongs to. */
    private record Measurement(Sha256 source, SequenceGroup group) {}

    /**
     * A state without events.
     *
     * @param settings digest of the evaluator's settings: measurements by others cannot be compared and do not count
     */
    RunState(String settings, Population population, AdoptionGate gate) {
        this.settings = settings;
        this.population = population;
        this.fitness = new Fitness(gate);
    }

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
            unpublished.removeIf(evolution -> evolution.version().equals(e.version()));
            reviews.settled(e.version());
            delayed = null;
            standing.published(e.version()).forEach(evolution -> forget(evolution.source()));
        } else if (event instanceof RunEvent.PublicationDelayed e) {
            delayed = e;
            reviews.delayed(e.version());
        } else if (event instanceof RunEvent.Withdrawn e) {
            withdrawn(e);
        } else if (event instanceof RunEvent.Reviewed e) {
            reviews.reviewed(e);
            spent = spent.plus(e.reply().usage());
        } else if (event instanceof RunEvent.ReviewFailed e) {
            reviews.failed(e);
            spent = spent.plus(e.spent());
        } else if (event instanceof RunEvent.Overtaken e) {
            overtaken(e);
        }
    }

    private void planned(RunEvent.Planned e) {
        CandidateState before = open.put(e.candidate(), new CandidateState(e));
        if (before != null) {
            bandit.withdrawn(arm(before.planned()));
        }
        bandit.planned(arm(e));
        lastPlanned = Math.max(lastPlanned, e.candidate());
    }

    private static Bandit.Arm arm(RunEvent.Planned planned) {
        return new Bandit.Arm(planned.proposer(), planned.approach());
    }

    /** What a decision is worth when it comes to whom to ask next. */
    private static double reward(Decision decision) {
        if (decision.verdict() == Decision.Verdict.ADOPT) {
            return 1;
        }
        return decision.training() == null ? 0 : 0.1; // at least a codec that works
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
        if (e.outcome() instanceof EvaluationOutcome.Measured measured) {
            if (!measured.evaluation().evaluator().settings().equals(settings)) {
                return;
            }
            if (e.group() == SequenceGroup.TRAINING) {
                fitness.anchorIfFirst(measured.evaluation());
            }
        }
        outcomes.put(new Measurement(e.source().sha256(), e.group()), e.outcome());
        Evolution current = champion;
        if (current != null
                && e.group() == SequenceGroup.TRAINING
                && e.source().equals(current.source())
                && e.outcome() instanceof EvaluationOutcome.Measured measured) {
            // The champion was measured again, by an evaluator that differs from the one that adopted it.
            population.adopted(individual(current, measured));
            beginAgain(current);
        }
    }

    private void decided(RunEvent.Decided e) {
        CandidateState candidate = candidate(e.candidate());
        boolean adopt = e.decision().verdict() == Decision.Verdict.ADOPT;
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
            fitness.score(measured.evaluation())
                    .ifPresent(score -> population.measured(new Individual(
                            e.candidate(),
                            source,
                            measured.evaluation(),
                            measured.diagnostics(),
                            score,
                            candidate.summary())));
        }
        bandit.decided(arm(candidate.planned()), reward(e.decision()), candidate.microdollars());
        open.remove(e.candidate());
        decided = Math.max(decided, e.candidate());
        if (!adopt && source != null) {
            forget(source);
        }
    }

    private void withdrawn(RunEvent.Withdrawn e) {
        List<Evolution> gone = standing.withdrawn(e);
        unpublished.removeAll(gone);
        gone.forEach(evolution -> reviews.settled(evolution.version()));
        delayed = delayed == null || e.concerns(delayed.version()) ? null : delayed;
        champion = standing.newest();
        for (Evolution evolution : gone) {
            withdrawals.withdrawn(evolution, e);
            lessons.add(withdrawals.lesson(evolution, e));
        }
        // What was tried since then was compared with a champion that does not stand: it may be tried again.
        long first = gone.get(0).evidence().candidate();
        firstWith.entrySet().removeIf(tried -> tried.getValue() > first && !withdrawals.isWithdrawn(tried.getKey()));
        restarting = true;
        beginAgain(champion);
        gone.forEach(evolution -> forget(evolution.source()));
    }

    private void overtaken(RunEvent.Overtaken e) {
        List<Evolution> gone = standing.overtaken(e.overtaken());
        unpublished.removeAll(gone);
        e.overtaken().forEach(reviews::settled);
        delayed = null;
        adopted -= gone.stream()
                .filter(evolution -> evolution.evidence().candidate() > 0)
                .count();
        champion = standing.isEmpty() ? null : standing.newest();
        foreign = e;
        lastVersion = e.highest();
        contender = gone.isEmpty() ? null : gone.get(gone.size() - 1);
        gone.forEach(evolution -> forget(evolution.source()));
    }

    /** Lets the population begin again after a withdrawal, once the version that stands is measured. */
    private void beginAgain(Evolution evolution) {
        if (restarting && outcome(evolution.source(), SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured m) {
            population.withdrawn(individual(evolution, m));
            restarting = false;
        }
    }

    /** Why nothing may come of {@code candidate}, whatever its measurement, or empty. */
    Optional<String> objection(CandidateState candidate) {
        return withdrawals.objection(candidate.planned().parent().sha256(), candidate.canonical());
    }

    /** The version that is current if {@code version} and all after it are not; empty if nothing is left then. */
    Optional<Evolution> standingBefore(EvolutionVersion version) {
        return standing.before(version);
    }

    private void adopted(Evolution evolution) {
        if (foreign != null) {
            foreign = null; // it is what was adopted
            contender = null;
        }
        Evolution previous = champion;
        champion = evolution;
        standing.adopted(evolution);
        lastVersion = lastVersion == null || evolution.version().compareTo(lastVersion) > 0
                ? evolution.version()
                : lastVersion;
        if (evolution.evidence().candidate() > 0) {
            adopted++;
        }
        unpublished.add(evolution);
        firstWith.putIfAbsent(
                CanonicalSource.hash(evolution.source()), evolution.evidence().candidate());
        remember(evolution.source(), evolution.evidence().training());
        remember(evolution.source(), evolution.evidence().heldOut());
        EvaluationOutcome outcome = outcome(evolution.source(), SequenceGroup.TRAINING);
        if (outcome instanceof EvaluationOutcome.Measured measured) {
            fitness.anchorIfFirst(measured.evaluation());
            population.adopted(individual(evolution, measured));
        }
        if (previous != null) {
            forget(previous.source());
        }
    }

    private void remember(SourceCode source, Evaluation evaluation) {
        if (evaluation.evaluator().settings().equals(settings)) {
            outcomes.putIfAbsent(
                    new Measurement(source.sha256(), evaluation.group()), new EvaluationOutcome.Measured(evaluation));
        }
    }

    private void forget(SourceCode source) {
        boolean needed = standing.has(source)
                || (contender != null && contender.source().equals(source))
                || open.values().stream().map(CandidateState::source).anyMatch(other -> Objects.equals(source, other));
        if (!needed) {
            for (SequenceGroup group : SequenceGroup.values()) {
                outcomes.remove(new Measurement(source.sha256(), group));
            }
        }
    }

    private Individual individual(Evolution evolution, EvaluationOutcome.Measured measured) {
        return new Individual(
                evolution.evidence().candidate(),
                evolution.source(),
                measured.evaluation(),
                measured.diagnostics(),
                fitness.score(measured.evaluation()).orElse(0),
                evolution.summary());
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

    /** How the run began, or null if it has not yet. */
    RunEvent.@Nullable Started started() {
        return started;
    }

    /** The current version, or null before the first adoption. */
    @Nullable
    Evolution champion() {
        return champion;
    }

    /** What the repository holds and this run has to go on from, as soon as it is measured; or null. */
    RunEvent.@Nullable Overtaken foreign() {
        return foreign;
    }

    /** The newest version of ours that {@link #foreign} overtook, or null. */
    @Nullable
    Evolution contender() {
        return contender;
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

    long adoptedCandidates() {
        return adopted;
    }

    /** What came out for {@code source}, measured by the present evaluator, or null. */
    @Nullable
    EvaluationOutcome outcome(SourceCode source, SequenceGroup group) {
        return outcomes.get(new Measurement(source.sha256(), group));
    }

    /** The first decided candidate with this canonical source, or null; 0 is what the run began with. */
    @Nullable
    Long firstWith(Sha256 canonical) {
        return firstWith.get(canonical);
    }

    Bandit bandit() {
        return bandit;
    }

    Population population() {
        return population;
    }

    List<Lesson> lessons() {
        return Collections.unmodifiableList(lessons);
    }

    /** Adopted versions that the remote does not have, oldest first. */
    Deque<Evolution> unpublished() {
        return unpublished;
    }

    /** The last failure of the publication that is next, or null. */
    RunEvent.@Nullable PublicationDelayed delayed() {
        return delayed;
    }

    /** What reviewers said of versions that are not published yet. */
    ReviewRecords reviews() {
        return reviews;
    }

    /** Numbers of the calls that were answered. */
    BitSet calls() {
        return calls;
    }

    TokenUsage spent() {
        return spent;
    }

    /** The number of the current version, or null before the first adoption. */
    @Nullable
    EvolutionVersion version() {
        return champion == null ? null : champion.version();
    }

    /** The number for the next adoption after the first: no number is given twice, also not that of a withdrawn one. */
    EvolutionVersion nextVersion() {
        return Objects.requireNonNull(lastVersion, "the first version has the number of its origin")
                .next();
    }
}
