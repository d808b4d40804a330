package io.evoforge.engine;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.engine.reply.ParsedReply;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks the proposers for what was planned, within the budget. An answer is stored before anything follows from it. */
final class Calls {
    private final RunState state;
    private final Planner planner;
    private final Budget budget;
    private final Lane lane;
    private final Journal journal;
    private final Ending ending;
    private final EngineListener listener;
    private final Clock clock;
    private final RetrySchedule<Long> retries;
    private final Set<Long> underWay = new HashSet<>();

    /** Candidates for which the proposer had nothing to say. */
    private final Set<Long> unanswered = new HashSet<>();

    Calls(
            RunState state,
            Planner planner,
            Budget budget,
            Lane lane,
            Journal journal,
            Ending ending,
            EngineListener listener,
            Clock clock,
            Pauses pauses) {
        this.state = state;
        this.planner = planner;
        this.budget = budget;
        this.lane = lane;
        this.journal = journal;
        this.ending = ending;
        this.listener = listener;
        this.clock = clock;
        this.retries = new RetrySchedule<>(pauses);
    }

    /** Stores which answers could not be used, and makes the calls that are due. */
    void advance() {
        for (CandidateState candidate : planner.active()) {
            storeFault(candidate);
            if (ending.goesOn() && isWanted(candidate) && lane.isFree() && retries.isDue(candidate.number())) {
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
            journal.keep(new RunEvent.Unusable(candidate.number(), attempt, unusable.reason(), clock.instant()));
            listener.replyUnusable(candidate.number(), attempt, unusable.reason());
        }
    }

    private boolean isWanted(CandidateState candidate) {
        return !isUnderWay(candidate)
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
                ending.reached(RunReport.End.CALLS);
                return false;
            }
            case MONEY_USED_UP -> {
                ending.reached(RunReport.End.MONEY);
                return false;
            }
        }
        budget.reserve(request.call(), atMost);
        underWay.add(candidate.number());
        if (request.attempt() == 0 && retries.failures(candidate.number()) == 0) {
            listener.candidateStarted(candidate.number(), proposer.name());
        }
        lane.start(() -> proposer.propose(request), reply -> answered(request, reply), e -> failed(request, e));
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
        ended(request);
        retries.succeeded(request.candidate());
        if (reply.isPresent()) {
            journal.keep(new RunEvent.Replied(
                    request.call(),
                    request.candidate(),
                    request.attempt(),
                    request.prompt(),
                    reply.get(),
                    clock.instant()));
        } else {
            unanswered.add(request.candidate());
        }
    }

    private void failed(ProposalRequest request, RuntimeException e) {
        ended(request);
        boolean passes = e instanceof ProposerException known && known.isRetryable();
        ending.failedTry(retries, request.candidate(), e, passes);
    }

    private void ended(ProposalRequest request) {
        budget.release(request.call());
        underWay.remove(request.candidate());
    }

    boolean isUnderWay(CandidateState candidate) {
        return underWay.contains(candidate.number());
    }

    /** Whether the proposer had nothing to say for this candidate, in its first turn or to repair it. */
    boolean isUnanswered(long candidate) {
        return unanswered.contains(candidate);
    }

    /** Whether the proposer has nothing to say any more. */
    boolean isExhausted() {
        return !unanswered.isEmpty();
    }

    boolean isIdle() {
        return lane.isIdle();
    }

    /** Whether a call that failed is to be made again. */
    boolean isToRetry() {
        return planner.active().stream()
                .anyMatch(candidate -> isWanted(candidate) && retries.failures(candidate.number()) > 0);
    }

    Duration untilNext(Duration longest) {
        return lane.isFree() ? retries.untilNext(longest) : longest;
    }
}
