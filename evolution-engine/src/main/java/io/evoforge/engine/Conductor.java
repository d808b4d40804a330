package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.review.ReviewSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leads one run from its events to its end. One thread owns the state; calls, evaluations, publications and reviews are
 * done in lanes beside it, and what they give is stored at once, but decided upon strictly in the order of candidate
 * numbers.
 */
final class Conductor implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final EngineSettings settings;
    private final Proposers proposers;
    private final CodecEvaluator evaluator;
    private final EngineListener listener;
    private final Clock clock;
    private final Mailbox mailbox;
    private final List<Lane> lanes;

    private final RunState state;
    private final Journal journal;
    private final Budget budget;
    private final Ending ending;
    private final Planner planner;
    private final Calls calls;
    private final Evaluations evaluations;
    private final Adoptions adoptions;
    private final Decisions decisions;
    private final Outbox outbox;

    /** Whether the prompts that an earlier start left were compared with the length that is allowed now. */
    private boolean promptsFit;

    Conductor(
            EngineSettings settings,
            RunLimits limits,
            List<CandidateProposer> candidateProposers,
            CodecEvaluator evaluator,
            EvolutionStore store,
            Publications publications,
            AdoptionGate gate,
            Clock clock,
            EngineListener engineListener,
            @Nullable ReviewSettings review,
            Mailbox mailbox,
            StopSignal stop) {
        this.settings = settings;
        this.proposers = new Proposers(candidateProposers);
        this.evaluator = evaluator;
        this.listener = new SafeListener(engineListener);
        this.clock = clock;
        this.mailbox = mailbox;
        Lane calling = new Lane("model", settings.concurrency().modelCalls(), mailbox);
        Lane evaluating = new Lane("evaluation", settings.concurrency().workers(), mailbox);
        Lane publishing = new Lane("publishing", 1, mailbox);
        Lane reviewing = new Lane("review", 1, mailbox);
        this.lanes = List.of(calling, evaluating, publishing, reviewing);

        Patience patience = settings.patience();
        Pauses pauses = patience.callPauses();
        state = new RunState(
                evaluator.identity().settings(),
                settings.prompt().language(),
                settings.strategy().newPopulation(),
                gate);
        journal = new Journal(store, state, pauses, stop, listener, clock);
        budget = new Budget(limits);
        ending = new Ending(stop, budget, patience.tries(), listener, clock);
        planner = new Planner(state, settings, proposers, limits.candidates(), clock);
        calls = new Calls(state, planner, proposers, budget, calling, journal, ending, listener, clock, pauses);
        evaluations = new Evaluations(
                settings.origin().source(), evaluator, state, planner, evaluating, journal, ending, clock, pauses);
        adoptions = new Adoptions(state, gate, journal, listener, clock);
        decisions = new Decisions(state, planner, calls, evaluations, adoptions, gate, journal, listener, clock);
        Reviews reviews = new Reviews(review, state, reviewing, budget, journal, listener, clock, pauses);
        outbox = new Outbox(
                state, publications, reviews, publishing, journal, listener, clock, patience.publicationPauses());
    }

    RunReport run() throws InterruptedException {
        journal.replay();
        if (state.started() == null) {
            journal.keep(new RunEvent.Started(
                    settings.run(),
                    settings.seed(),
                    String.join(", ", proposers.names()),
                    evaluator.identity(),
                    clock.instant()));
        }
        evaluations.begin();
        listener.progress(progress());
        while (!ending.isAbandoned()) {
            outbox.advance(); // before plans, which are not made on what a reviewer turned down
            plan();
            evaluations.advance(); // before calls, which are not made if there is nothing to compare their answers with
            calls.advance();
            if (!decide() && isIdle()) {
                break;
            }
        }
        drain();
        ending.throwFailure();
        return report(calls.isExhausted() ? RunReport.End.PROPOSER_EXHAUSTED : RunReport.End.CANDIDATES);
    }

    /** Publishes what is due and does nothing else. */
    RunReport publishOnly() throws InterruptedException {
        journal.replay();
        drain();
        return report(RunReport.End.CANDIDATES);
    }

    private void plan() {
        boolean adopting = state.champion() == null || state.foreign() != null;
        if (!ending.goesOn() || adopting || !evaluations.isReferenceMeasured()) {
            return;
        }
        for (CandidateState candidate : planner.active()) {
            boolean unasked = candidate.answered() == 0 && !calls.isUnderWay(candidate);
            boolean obsolete = !proposers.canBeAsked(candidate.planned().proposer())
                    || state.objection(candidate).isPresent();
            if (unasked && obsolete) {
                // Who was to be asked is not there any more, or what was to be improved does not stand.
                journal.keep(planner.plan(candidate.number()));
            } else if (unasked && !promptsFit) {
                shorten(candidate.planned());
            }
        }
        promptsFit = true;
        while (mayPlanNext() && !outbox.holdsUpPlanning()) {
            journal.keep(planner.next());
        }
    }

    /** A provider that refused a prompt for its length would refuse it again at every start. */
    private void shorten(RunEvent.Planned planned) {
        if (planner.isTooLong(planned)) {
            RunEvent.Planned anew = planner.plan(planned.candidate());
            if (anew.prompt().length() < planned.prompt().length()) {
                journal.keep(anew);
            }
        }
    }

    private boolean mayPlanNext() {
        return !calls.isExhausted() && planner.mayPlanNext();
    }

    /** Decides and adopts what can be, once; whether the state changed by it. */
    private boolean decide() {
        if (ending.hasFailed() || !evaluations.isReferenceMeasured()) {
            return false;
        }
        RunEvent.Overtaken foreign = state.foreign();
        Evolution champion = state.champion();
        if (foreign != null) {
            adoptions.adoptForeign(foreign);
        } else if (champion == null) {
            adoptions.adoptOrigin(settings.origin());
        } else {
            long decided = state.decided();
            boolean changed = decisions.advance(champion);
            if (state.decided() == decided) {
                return changed;
            }
        }
        listener.progress(progress());
        return true;
    }

    /** Waits for the lanes or for a retry that is due; true if there is nothing to wait for. */
    private boolean isIdle() throws InterruptedException {
        boolean working = !calls.isIdle() || !evaluations.isIdle();
        boolean retrying = ending.goesOn()
                && (calls.isToRetry() || evaluations.isToRetry() || (outbox.holdsUpPlanning() && mayPlanNext()));
        if (!working && !retrying) {
            return true;
        }
        Duration left = budget.timeLeft();
        Duration wait = left.isZero() ? LONGEST_WAIT : min(LONGEST_WAIT, left);
        if (retrying) {
            wait = evaluations.untilNext(calls.untilNext(wait));
        }
        mailbox.work(outbox.untilNext(wait));
        return false;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Waits for publications, as long as waiting may help and the settings allow. */
    private void drain() throws InterruptedException {
        long deadline = System.nanoTime() + settings.patience().drainTime().toNanos();
        while (!ending.isAbandoned() && isWorthWaiting()) {
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

    private boolean isWorthWaiting() {
        boolean measuring = state.foreign() != null && !ending.hasFailed();
        return measuring || outbox.isBeingReviewed() || (!outbox.isEmpty() && !outbox.isBlocked());
    }

    /** A version that was overtaken at the very end still gets its other chance. */
    private void settleForeign() {
        if (state.foreign() != null) {
            evaluations.advanceReference();
            decide();
        }
    }

    private RunReport report(RunReport.End otherwise) {
        return new RunReport(ending.reason(otherwise), progress(), state.champion(), outbox.pending());
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
        lanes.forEach(Lane::shutDown);
    }
}
