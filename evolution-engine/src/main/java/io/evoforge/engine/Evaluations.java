package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.SourceCode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has sources measured: first what candidates are compared with, then what a decision waits for, then every candidate on
 * the training sequences. What came out is stored before anything follows from it.
 */
final class Evaluations {
    private final SourceCode origin;
    private final CodecEvaluator evaluator;
    private final RunState state;
    private final Planner planner;
    private final Lane lane;
    private final Journal journal;
    private final Ending ending;
    private final Clock clock;
    private final RetrySchedule<Task> retries;
    private final Set<Task> underWay = new HashSet<>();
    private @Nullable CandidateState heldOutNeeded;

    /** One evaluation. */
    private record Task(SourceCode source, SequenceGroup group) {}

    /** An evaluation that somebody waits for. */
    private record Wanted(long candidate, Task task) {
        Wanted(long candidate, SourceCode source, SequenceGroup group) {
            this(candidate, new Task(source, group));
        }
    }

    Evaluations(
            SourceCode origin,
            CodecEvaluator evaluator,
            RunState state,
            Planner planner,
            Lane lane,
            Journal journal,
            Ending ending,
            Clock clock,
            Pauses pauses) {
        this.origin = origin;
        this.evaluator = evaluator;
        this.state = state;
        this.planner = planner;
        this.lane = lane;
        this.journal = journal;
        this.ending = ending;
        this.clock = clock;
        this.retries = new RetrySchedule<>(pauses);
    }

    /**
     * What candidates are compared with gets another try at each start of a run if it was refused before: limits, or how
     * busy the machine is, may have changed since.
     */
    void begin() {
        state.forgetRefusals(reference());
    }

    /** Starts what is due. */
    void advance() {
        failIfReferenceIsRefused();
        List<Wanted> wanted = ofReference();
        if (state.champion() != null && isReferenceMeasured()) {
            wanted.addAll(ofCandidates());
        }
        retries.retain(task -> wanted.stream().anyMatch(one -> one.task().equals(task)));
        wanted.forEach(this::start);
    }

    /** Starts what is due for what candidates are compared with, and nothing else. The run fails if that was refused. */
    void advanceReference() {
        failIfReferenceIsRefused();
        ofReference().forEach(this::start);
    }

    private List<Wanted> ofReference() {
        Evolution champion = state.champion();
        SourceCode reference = reference();
        long number = champion != null && champion.source().equals(reference)
                ? champion.evidence().candidate()
                : 0;
        List<Wanted> wanted = new ArrayList<>();
        for (SequenceGroup group : SequenceGroup.values()) {
            wanted.add(new Wanted(number, reference, group));
        }
        return wanted;
    }

    private List<Wanted> ofCandidates() {
        List<Wanted> wanted = new ArrayList<>();
        CandidateState needed = heldOutNeeded;
        if (needed != null) {
            wanted.add(new Wanted(needed.number(), Objects.requireNonNull(needed.source()), SequenceGroup.HELD_OUT));
        }
        for (CandidateState candidate : planner.active()) {
            SourceCode source = candidate.source();
            if (source != null
                    && !state.isDuplicate(candidate)
                    && state.objection(candidate).isEmpty()) {
                wanted.add(new Wanted(candidate.number(), source, SequenceGroup.TRAINING));
            }
        }
        return wanted;
    }

    /** Whether candidates can be compared. */
    boolean isReferenceMeasured() {
        return state.isMeasured(reference());
    }

    /** What candidates are compared with: it is measured before everything else. */
    private SourceCode reference() {
        RunEvent.Overtaken foreign = state.foreign();
        if (foreign != null) {
            return foreign.source();
        }
        Evolution champion = state.champion();
        return champion == null ? origin : champion.source();
    }

    /**
     * A decision waits for the held-out sequences of {@code candidate}, or of nobody.
     *
     * @return whether that is news
     */
    boolean needHeldOut(@Nullable CandidateState candidate) {
        boolean news = heldOutNeeded != candidate;
        heldOutNeeded = candidate;
        return news;
    }

    private void start(Wanted wanted) {
        Task task = wanted.task();
        if (ending.hasFailed() || state.outcome(task.source(), task.group()) != null || !lane.isFree()) {
            return;
        }
        if (underWay.contains(task) || !retries.isDue(task)) {
            return;
        }
        underWay.add(task);
        lane.start(
                () -> evaluator.evaluate(task.source(), task.group()),
                outcome -> evaluated(wanted.candidate(), task, outcome),
                e -> failed(task, e));
    }

    private void evaluated(long candidate, Task task, EvaluationOutcome outcome) {
        underWay.remove(task);
        retries.succeeded(task);
        journal.keep(new RunEvent.Evaluated(candidate, task.source(), task.group(), outcome, clock.instant()));
        failIfReferenceIsRefused();
    }

    private void failIfReferenceIsRefused() {
        for (SequenceGroup group : SequenceGroup.values()) {
            if (!ending.hasFailed() && state.outcome(reference(), group) instanceof EvaluationOutcome.Refused refused) {
                ending.fail(
                        new EngineException(
                                EngineException.Reason.CHAMPION_REFUSED,
                                toldReference() + " was refused by the evaluator at stage "
                                        + refused.refusal().stage() + ": "
                                        + refused.refusal().reason()
                                        + ". Candidates are compared with it, so it has to work: correct it, or begin with another."));
            }
        }
    }

    private String toldReference() {
        RunEvent.Overtaken foreign = state.foreign();
        return foreign == null
                ? "The source that the run begins with"
                : foreign.version() + " by " + foreign.author() + ", which the repository holds in commit "
                        + foreign.commit().shortHex() + ",";
    }

    private void failed(Task task, RuntimeException e) {
        underWay.remove(task);
        boolean passes = e instanceof EvaluatorException known && known.isRetryable();
        ending.failedTry(retries, task, e, passes);
    }

    boolean isIdle() {
        return lane.isIdle();
    }

    /** Whether an evaluation that failed is to be made again. */
    boolean isToRetry() {
        return retries.hasFailures();
    }

    Duration untilNext(Duration longest) {
        return lane.isFree() ? retries.untilNext(longest) : longest;
    }
}
