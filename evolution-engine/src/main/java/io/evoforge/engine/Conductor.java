package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.reply.ParsedReply;
import io.evoforge.engine.review.ReviewSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leads one run from its events to its end. One thread owns the state; calls, evaluations and publications are done in
 * lanes beside it, and what they give is stored at once, but decided upon strictly in the order of candidate numbers.
 */
final class Conductor implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final EngineSettings settings;
    private final CodecEvaluator evaluator;
    private final AdoptionGate gate;
    private final Clock clock;
    private final EngineListener listener;
    private final AtomicReference<@Nullable StopMode> stop;
    private final Mailbox mailbox;
    private final RunState state;
    private final Journal journal;
    private final Budget budget;
    private final Planner planner;
    private final Outbox outbox;
    private final String proposerNames;

    private final Lane calls;
    private final Lane evaluations;
    private final Lane publishing;
    private final Lane reviewing;
    private final RetrySchedule<Long> callRetries;
    private final RetrySchedule<EvaluationTask> evaluationRetries;
    private final Set<Long> beingAsked = new HashSet<>();
    private final Set<EvaluationTask> beingEvaluated = new HashSet<>();

    /** Candidates for which the proposer had nothing to say. */
    private final Set<Long> unanswered = new HashSet<>();

    private @Nullable CandidateState heldOutNeeded;
    private @Nullable RuntimeException failure;
    private RunReport.@Nullable End end;

    /** One evaluation. */
    private record EvaluationTask(SourceCode source, SequenceGroup group) {}

    Conductor(
            EngineSettings settings,
            RunLimits limits,
            List<CandidateProposer> proposers,
            CodecEvaluator evaluator,
            EvolutionStore store,
            Publications publications,
            AdoptionGate gate,
            Clock clock,
            EngineListener listener,
            @Nullable ReviewSettings review,
            Mailbox mailbox,
            AtomicReference<@Nullable StopMode> stop) {
        this.settings = settings;
        this.evaluator = evaluator;
        this.gate = gate;
        this.clock = clock;
        this.listener = new SafeListener(listener);
        this.mailbox = mailbox;
        this.stop = stop;
        this.state = new RunState(
                evaluator.identity().settings(), settings.strategy().newPopulation(), gate);
        this.journal = new Journal(store, state);
        this.budget = new Budget(limits);
        this.planner = new Planner(state, settings, proposers, limits.candidates(), clock);
        this.proposerNames = String.join(
                ", ", proposers.stream().map(CandidateProposer::name).toList());
        this.calls = new Lane("model", settings.modelCalls(), mailbox);
        this.evaluations = new Lane("evaluation", settings.workers(), mailbox);
        this.publishing = new Lane("publishing", 1, mailbox);
        this.reviewing = new Lane("review", 1, mailbox);
        this.callRetries = new RetrySchedule<>(settings.callPauses());
        this.evaluationRetries = new RetrySchedule<>(settings.callPauses());
        Reviews reviews =
                new Reviews(review, state, reviewing, budget, this::keep, this.listener, clock, settings.callPauses());
        this.outbox = new Outbox(
                state,
                publications,
                reviews,
                publishing,
                this::keep,
                this.listener,
                clock,
                settings.publicationPauses());
    }

    RunReport run() throws InterruptedException {
        journal.replay();
        if (state.started() == null) {
            keep(List.of(new RunEvent.Started(
                    settings.run(), settings.seed(), proposerNames, evaluator.identity(), clock.instant())));
        }
        reportProgress();
        while (!isAbandoned()) {
            outbox.advance(); // before plans, which are not made on what a reviewer turned down
            plan();
            ask();
            evaluate();
            if (!decide() && isIdle()) {
                break;
            }
        }
        if (!isAbandoned()) {
            drain();
        }
        if (failure != null) {
            throw failure;
        }
        return new RunReport(ending(), progress(), state.champion(), outbox.pending());
    }

    /** Publishes what is due and does nothing else. */
    RunReport publishOnly() throws InterruptedException {
        journal.replay();
        end = RunReport.End.CANDIDATES;
        drain();
        return new RunReport(ending(), progress(), state.champion(), outbox.pending());
    }

    // ---- planning

    private void plan() {
        if (!goesOn()
                || state.foreign() != null
                || state.champion() == null
                || !isMeasured(state.champion().source())) {
            return;
        }
        for (CandidateState candidate : active()) {
            boolean unasked = candidate.answered() == 0 && !beingAsked.contains(candidate.number());
            boolean obsolete = !planner.canBeAsked(candidate.planned())
                    || state.objection(candidate).isPresent();
            if (unasked && obsolete) {
                // Who was to be asked is not there any more, or what was to be improved does not stand.
                keep(List.of(planner.plan(candidate.number())));
            }
        }
        while (unanswered.isEmpty() && planner.mayPlanNext() && !outbox.holdsUpPlanning()) {
            keep(List.of(planner.next()));
        }
    }

    /** Candidates under way; an earlier start of the run may have planned more than this one is to have. */
    private List<CandidateState> active() {
        return state.open().stream()
                .filter(candidate -> candidate.number() <= budget.limits().candidates())
                .toList();
    }

    // ---- calls

    private void ask() {
        for (CandidateState candidate : active()) {
            storeFault(candidate);
            if (goesOn() && wantsAnswer(candidate) && calls.isFree() && callRetries.isDue(candidate.number())) {
                if (!ask(candidate)) {
                    return;
                }
            }
        }
    }

    /** An answer that could not be used is stored as such before anything follows from it. */
    private void storeFault(CandidateState candidate) {
        int attempt = candidate.answered() - 1;
        if (attempt >= 0
                && candidate.parsed() instanceof ParsedReply.Unusable unusable
                && candidate.fault(attempt) == null) {
            keep(List.of(new RunEvent.Unusable(candidate.number(), attempt, unusable.reason(), clock.instant())));
            listener.replyUnusable(candidate.number(), attempt, unusable.reason());
        }
    }

    private boolean wantsAnswer(CandidateState candidate) {
        return !beingAsked.contains(candidate.number())
                && !unanswered.contains(candidate.number())
                && candidate.source() == null
                && candidate.answered() < CandidateState.ATTEMPTS
                && state.objection(candidate).isEmpty()
                && planner.canBeAsked(candidate.planned());
    }

    /** Starts the next call for {@code candidate}; false if no further call may be made now. */
    private boolean ask(CandidateState candidate) {
        ProposalRequest request = planner.request(nextCall(), candidate);
        CandidateProposer proposer = planner.proposerOf(candidate.planned());
        TokenUsage atMost = proposer.atMost(request);
        switch (budget.permission(state, atMost)) {
            case YES -> {}
            case LATER -> {
                return false;
            }
            case CALLS_USED_UP -> {
                end = RunReport.End.CALLS;
                return false;
            }
            case MONEY_USED_UP -> {
                end = RunReport.End.MONEY;
                return false;
            }
        }
        budget.reserve(request.call(), atMost);
        beingAsked.add(candidate.number());
        if (request.attempt() == 0 && callRetries.failures(candidate.number()) == 0) {
            listener.candidateStarted(candidate.number(), proposer.name());
        }
        calls.start(() -> proposer.propose(request), reply -> answered(request, reply), e -> callFailed(request, e));
        return true;
    }

    /** The lowest number that no call has: one that was under way when a process died is given again. */
    private long nextCall() {
        int call = state.calls().nextClearBit(1);
        while (budget.isUnderWay(call)) {
            call = state.calls().nextClearBit(call + 1);
        }
        return call;
    }

    private void answered(ProposalRequest request, Optional<ModelReply> reply) {
        callEnded(request);
        callRetries.succeeded(request.candidate());
        if (reply.isPresent()) {
            keep(List.of(new RunEvent.Replied(
                    request.call(),
                    request.candidate(),
                    request.attempt(),
                    request.prompt(),
                    reply.get(),
                    clock.instant())));
        } else {
            unanswered.add(request.candidate());
        }
    }

    private void callFailed(ProposalRequest request, RuntimeException e) {
        callEnded(request);
        boolean passes = e instanceof ProposerException known && known.isRetryable();
        if (!passes || callRetries.failures(request.candidate()) + 1 >= settings.tries()) {
            fail(e);
            return;
        }
        Duration pause = callRetries.failed(request.candidate());
        listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
    }

    private void callEnded(ProposalRequest request) {
        budget.release(request.call());
        beingAsked.remove(request.candidate());
    }

    // ---- evaluations

    private void evaluate() {
        evaluateFirst();
        if (state.champion() == null || !isMeasured(first())) {
            return;
        }
        CandidateState needed = heldOutNeeded;
        if (needed != null) {
            evaluate(needed.number(), Objects.requireNonNull(needed.source()), SequenceGroup.HELD_OUT);
        }
        for (CandidateState candidate : active()) {
            SourceCode source = candidate.source();
            if (source != null
                    && !isDuplicate(candidate)
                    && state.objection(candidate).isEmpty()) {
                evaluate(candidate.number(), source, SequenceGroup.TRAINING);
            }
        }
    }

    private void evaluateFirst() {
        Evolution champion = state.champion();
        SourceCode first = first();
        long number = champion != null && champion.source().equals(first)
                ? champion.evidence().candidate()
                : 0;
        for (SequenceGroup group : SequenceGroup.values()) {
            evaluate(number, first, group);
        }
    }

    /** What candidates are compared with: it is measured before everything else. */
    private SourceCode first() {
        RunEvent.Overtaken foreign = state.foreign();
        if (foreign != null) {
            return foreign.source();
        }
        Evolution champion = state.champion();
        return champion == null ? settings.origin().source() : champion.source();
    }

    private boolean isMeasured(SourceCode source) {
        return state.outcome(source, SequenceGroup.TRAINING) != null
                && state.outcome(source, SequenceGroup.HELD_OUT) != null;
    }

    /** Whether an earlier candidate, decided or under way, is the same program. */
    private boolean isDuplicate(CandidateState candidate) {
        return state.firstWith(Objects.requireNonNull(candidate.canonical())) != null
                || state.open().stream()
                        .anyMatch(other -> other.number() < candidate.number()
                                && Objects.equals(other.canonical(), candidate.canonical())
                                && state.objection(other).isEmpty());
    }

    private void evaluate(long candidate, SourceCode source, SequenceGroup group) {
        EvaluationTask task = new EvaluationTask(source, group);
        if (failure != null
                || state.outcome(source, group) != null
                || beingEvaluated.contains(task)
                || !evaluations.isFree()
                || !evaluationRetries.isDue(task)) {
            return;
        }
        beingEvaluated.add(task);
        evaluations.start(
                () -> evaluator.evaluate(source, group),
                outcome -> evaluated(candidate, task, outcome),
                e -> evaluationFailed(task, e));
    }

    private void evaluated(long candidate, EvaluationTask task, EvaluationOutcome outcome) {
        beingEvaluated.remove(task);
        evaluationRetries.succeeded(task);
        keep(List.of(new RunEvent.Evaluated(candidate, task.source(), task.group(), outcome, clock.instant())));
        if (task.source().equals(first()) && outcome instanceof EvaluationOutcome.Refused refused) {
            fail(
                    new EngineException(
                            EngineException.Reason.CHAMPION_REFUSED,
                            refusedSource() + " was refused by the evaluator at stage "
                                    + refused.refusal().stage() + ": "
                                    + refused.refusal().reason()
                                    + ". Candidates are compared with it, so it has to work: correct it, or begin with another."));
        }
    }

    private String refusedSource() {
        RunEvent.Overtaken foreign = state.foreign();
        return foreign == null
                ? "The source that the run begins with"
                : foreign.version() + " by " + foreign.author() + ", which the repository holds in commit "
                        + foreign.commit().shortHex() + ",";
    }

    private void evaluationFailed(EvaluationTask task, RuntimeException e) {
        beingEvaluated.remove(task);
        boolean passes = e instanceof EvaluatorException known && known.isRetryable();
        if (!passes || evaluationRetries.failures(task) + 1 >= settings.tries()) {
            fail(e);
            return;
        }
        Duration pause = evaluationRetries.failed(task);
        listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
    }

    // ---- decisions

    /** Decides what can be decided, once; whether the state changed by it. */
    private boolean decide() {
        if (state.foreign() != null) {
            return adoptForeign(state.foreign());
        }
        if (state.champion() == null) {
            return adoptOrigin();
        }
        Evolution champion = state.champion();
        if (failure != null || !isMeasured(champion.source())) {
            return false;
        }
        List<CandidateState> generation = settledGeneration();
        if (generation.isEmpty()) {
            return false;
        }
        GenerationJudge.Judgement judgement = new GenerationJudge(gate, state, champion).judge(generation);
        if (judgement instanceof GenerationJudge.Judgement.HeldOutNeeded needed) {
            boolean news = heldOutNeeded != needed.candidate();
            heldOutNeeded = needed.candidate();
            return news;
        }
        heldOutNeeded = null;
        keepDecisions(((GenerationJudge.Judgement.Settled) judgement).decisions(), champion);
        return true;
    }

    /** The next generation, if everything about it is known; a run that ends decides about what there is of it. */
    private List<CandidateState> settledGeneration() {
        long first = state.decided() + 1;
        List<CandidateState> settled = new ArrayList<>();
        for (long number = first; number <= planner.lastOfGeneration(first); number++) {
            CandidateState candidate = state.openCandidate(number);
            if (candidate == null || (unanswered.contains(number) && candidate.answered() == 0)) {
                return unanswered.isEmpty() ? List.of() : settled; // nobody will answer for the others
            }
            if (!isSettled(candidate)) {
                return List.of();
            }
            settled.add(candidate);
        }
        return settled;
    }

    private boolean isSettled(CandidateState candidate) {
        if (state.objection(candidate).isPresent()) {
            return candidate.answered() > 0 && !beingAsked.contains(candidate.number());
        }
        SourceCode source = candidate.source();
        if (source != null) {
            return isDuplicate(candidate) || state.outcome(source, SequenceGroup.TRAINING) != null;
        }
        int answered = candidate.answered();
        boolean faultKept = answered > 0 && candidate.fault(answered - 1) != null;
        return faultKept && (answered == CandidateState.ATTEMPTS || unanswered.contains(candidate.number()));
    }

    private void keepDecisions(List<GenerationJudge.Decided> decisions, Evolution champion) {
        List<RunEvent> events = new ArrayList<>();
        Evolution adopted = null;
        for (GenerationJudge.Decided decided : decisions) {
            CandidateState candidate = decided.candidate();
            Decision decision = decided.decision();
            events.add(new RunEvent.Decided(candidate.number(), decision, clock.instant()));
            if (decision.verdict() == Decision.Verdict.ADOPT) {
                adopted = evolution(
                        state.nextVersion(),
                        Objects.requireNonNull(candidate.source()),
                        candidate.summary(),
                        decision,
                        candidate.number(),
                        candidate.planned().proposer(),
                        champion.version());
                events.add(new RunEvent.Adopted(adopted, adopted.adoptedAt()));
            }
        }
        keep(events);
        decisions.forEach(decided -> listener.candidateDecided(
                decided.candidate().number(), decided.candidate().summary(), decided.decision()));
        if (adopted != null) {
            listener.adopted(adopted);
        }
        reportProgress();
    }

    private boolean adoptOrigin() {
        RunOrigin origin = settings.origin();
        if (failure != null || !isMeasured(origin.source())) {
            return false;
        }
        String summary = origin.commit() == null ? "Seed codec" : "Champion of the repository";
        Decision decision = new Decision(Decision.Verdict.ADOPT, summary, null, null);
        Evolution evolution = evolution(origin.version(), origin.source(), summary, decision, 0, "seed", null);
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.Adopted(evolution, evolution.adoptedAt()));
        if (origin.commit() != null) {
            events.add(new RunEvent.Published(origin.version(), origin.commit(), clock.instant()));
        }
        keep(events);
        listener.adopted(evolution);
        reportProgress();
        return true;
    }

    /**
     * Goes on from what the repository holds, once it is measured; and from our own version that it overtook, if that is
     * better still.
     */
    private boolean adoptForeign(RunEvent.Overtaken foreign) {
        if (failure != null || !isMeasured(foreign.source())) {
            return false;
        }
        String summary = "Version by " + foreign.author();
        Decision taken = new Decision(Decision.Verdict.ADOPT, summary, null, null);
        Evolution there = evolution(foreign.version(), foreign.source(), summary, taken, 0, foreign.author(), null)
                .withId(foreign.evolution());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.Adopted(there, there.adoptedAt()));
        events.add(new RunEvent.Published(foreign.version(), foreign.commit(), clock.instant()));
        Evolution again = stillBetter(state.contender(), there, foreign.highest());
        if (again != null) {
            events.add(new RunEvent.Adopted(again, again.adoptedAt()));
        }
        keep(events);
        listener.adopted(there);
        if (again != null) {
            listener.adopted(again);
        }
        reportProgress();
        return true;
    }

    private @Nullable Evolution stillBetter(
            @Nullable Evolution contender, Evolution champion, EvolutionVersion highest) {
        if (contender == null || contender.isSeed()) {
            return null;
        }
        Decision decision = new GenerationJudge(gate, state, champion).again(contender.source());
        return decision.verdict() != Decision.Verdict.ADOPT
                ? null
                : evolution(
                        highest.next(),
                        contender.source(),
                        contender.summary(),
                        decision,
                        contender.evidence().candidate(),
                        contender.evidence().proposer(),
                        champion.version());
    }

    private Evolution evolution(
            EvolutionVersion version,
            SourceCode source,
            String summary,
            Decision decision,
            long candidate,
            String proposer,
            @Nullable EvolutionVersion base) {
        RunEvent.Started started = Objects.requireNonNull(state.started());
        Evidence evidence = new Evidence(
                measured(source, SequenceGroup.TRAINING),
                measured(source, SequenceGroup.HELD_OUT),
                decision.training(),
                decision.heldOut(),
                candidate,
                started.seed(),
                proposer);
        return new Evolution(
                EvolutionId.of(started.run(), version, source.sha256()),
                version,
                source,
                summary,
                evidence,
                clock.instant(),
                base);
    }

    private Evaluation measured(SourceCode source, SequenceGroup group) {
        if (state.outcome(source, group) instanceof EvaluationOutcome.Measured measured) {
            return measured.evaluation();
        }
        throw new IllegalStateException("what was not measured on " + group + " cannot be adopted");
    }

    // ---- going on, waiting, ending

    /** Whether anything new may be begun. */
    private boolean goesOn() {
        return failure == null && end == null && stop.get() == null && !timeIsOver();
    }

    private boolean timeIsOver() {
        if (end == null && budget.timeLeft().isZero()) {
            end = RunReport.End.TIME;
        }
        return end == RunReport.End.TIME;
    }

    private boolean isAbandoned() {
        return stop.get() == StopMode.ABANDON;
    }

    /** Waits for the lanes or for a retry that is due; true if there is nothing to wait for. */
    private boolean isIdle() throws InterruptedException {
        boolean working = !calls.isIdle() || !evaluations.isIdle();
        boolean retrying = goesOn() && (hasFailedCall() || hasFailedEvaluation() || mayPlanAfterReview());
        if (!working && !retrying) {
            return true;
        }
        Duration wait = min(LONGEST_WAIT, budget.timeLeft().isZero() ? LONGEST_WAIT : budget.timeLeft());
        if (retrying) {
            wait = calls.isFree() ? callRetries.untilNext(wait) : wait;
            wait = evaluations.isFree() ? evaluationRetries.untilNext(wait) : wait;
        }
        mailbox.work(outbox.untilNext(wait));
        return false;
    }

    private boolean mayPlanAfterReview() {
        return outbox.holdsUpPlanning() && unanswered.isEmpty() && planner.mayPlanNext();
    }

    private boolean hasFailedCall() {
        return active().stream()
                .anyMatch(candidate -> wantsAnswer(candidate) && callRetries.failures(candidate.number()) > 0);
    }

    private boolean hasFailedEvaluation() {
        return evaluationRetries.hasFailures();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void fail(RuntimeException e) {
        if (failure == null) {
            failure = e;
        } else {
            failure.addSuppressed(e);
        }
    }

    private boolean isWorthWaiting() {
        boolean measuring = state.foreign() != null && failure == null;
        return measuring || outbox.isBeingReviewed() || (!outbox.isEmpty() && !outbox.isBlocked());
    }

    /** Waits for publications, as long as waiting may help and the settings allow. */
    private void drain() throws InterruptedException {
        long deadline = System.nanoTime() + settings.drainTime().toNanos();
        while (!isAbandoned() && isWorthWaiting()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            boolean isLate = left.isNegative() || left.isZero();
            if (isLate && !outbox.isBeingReviewed()) {
                outbox.turnDown();
                return;
            }
            if (!isLate) {
                outbox.advance();
                settleForeign();
            }
            mailbox.work(isLate ? LONGEST_WAIT : outbox.untilNext(min(left, LONGEST_WAIT)));
        }
    }

    /** A version that was overtaken at the very end still gets its other chance. */
    private void settleForeign() {
        RunEvent.Overtaken foreign = state.foreign();
        if (foreign != null) {
            evaluateFirst();
            adoptForeign(foreign);
        }
    }

    private RunReport.End ending() {
        if (stop.get() != null) {
            return RunReport.End.STOPPED;
        }
        if (end != null) {
            return end;
        }
        return unanswered.isEmpty() ? RunReport.End.CANDIDATES : RunReport.End.PROPOSER_EXHAUSTED;
    }

    /** Keeps {@code events}; a full disk is waited out, because what they hold may have cost money. */
    private void keep(List<RunEvent> events) {
        int failures = 0;
        while (true) {
            try {
                journal.keep(events);
                return;
            } catch (StoreException e) {
                if (!e.isRetryable() || stop.get() != null) {
                    throw e;
                }
                Duration pause = settings.callPauses().after(++failures);
                listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
                pause(pause, e);
            }
        }
    }

    private void pause(Duration pause, StoreException reason) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            while (stop.get() == null && end - System.nanoTime() > 0) {
                Duration left = min(Duration.ofNanos(end - System.nanoTime()), Duration.ofMillis(200));
                Thread.sleep(Math.max(1, left.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private void reportProgress() {
        listener.progress(progress());
    }

    private RunProgress progress() {
        return new RunProgress(
                state.decided(),
                state.adoptedCandidates(),
                state.version(),
                state.unpublished().size(),
                state.calls().cardinality(),
                state.spent(),
                budget.elapsed(),
                budget.limits());
    }

    @Override
    public void close() {
        calls.shutDown();
        evaluations.shutDown();
        publishing.shutDown();
        reviewing.shutDown();
    }
}
