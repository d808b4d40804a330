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
import org.jspecify.annotations.Nullable;

/** Asks the proposers for what was planned, within the budget. An answer is stored before anything follows from it. */
final class Calls {
    /** How many of the longest pauses one of several proposers is left alone after all tries of a call failed. */
    private static final int PAUSES_OF_AN_OUTAGE = 10;

    /** A provider that asks for a longer rest is asked again after this one. */
    private static final Duration LONGEST_REST = Duration.ofHours(6);

    private final RunState state;
    private final Planner planner;
    private final Proposers proposers;
    private final Budget budget;
    private final Lane lane;
    private final Journal journal;
    private final Ending ending;
    private final EngineListener listener;
    private final Clock clock;
    private final RetrySchedule<Long> retries;
    private final Duration longestPause;
    private final Set<Long> underWay = new HashSet<>();

    /** Candidates for which the proposer had nothing to say. */
    private final Set<Long> unanswered = new HashSet<>();

    private boolean exhausted;

    Calls(
            RunState state,
            Planner planner,
            Proposers proposers,
            Budget budget,
            Lane lane,
            Journal journal,
            Ending ending,
            EngineListener listener,
            Clock clock,
            Pauses pauses) {
        this.state = state;
        this.planner = planner;
        this.proposers = proposers;
        this.budget = budget;
        this.lane = lane;
        this.journal = journal;
        this.ending = ending;
        this.listener = listener;
        this.clock = clock;
        this.retries = new RetrySchedule<>(pauses);
        this.longestPause = pauses.longest();
    }

    /** Stores which answers could not be used, and makes the calls that are due. */
    void advance() {
        retries.retain(number -> underWay.contains(number) || isWanted(number));
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

    private boolean isWanted(long number) {
        CandidateState candidate = state.openCandidate(number);
        return candidate != null && isWanted(candidate);
    }

    private boolean isWanted(CandidateState candidate) {
        return !isUnderWay(candidate)
                && !unanswered.contains(candidate.number())
                && candidate.source() == null
                && candidate.answered() < CandidateState.ATTEMPTS
                && state.objection(candidate).isEmpty()
                && proposers.canBeAsked(candidate.planned().proposer());
    }

    /** Starts the next call for {@code candidate}; false if no further call may be made now. */
    private boolean ask(CandidateState candidate) {
        ProposalRequest request = planner.request(nextCall(), candidate);
        CandidateProposer proposer = proposers.named(candidate.planned().proposer());
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
        if (request.attempt() == 0 && !retries.awaits(candidate.number())) {
            listener.candidateStarted(candidate.number(), proposer.name());
        }
        lane.start(
                () -> proposer.propose(request),
                reply -> answered(request, proposer, reply),
                e -> failed(request, proposer, e));
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

    private void answered(ProposalRequest request, CandidateProposer proposer, Optional<ModelReply> reply) {
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
            return;
        }
        boolean othersAreLeft = setAside(proposer, "it has no more to say", null);
        exhausted |= !othersAreLeft;
        if (!othersAreLeft || request.attempt() > 0) {
            unanswered.add(request.candidate());
        }
    }

    private void failed(ProposalRequest request, CandidateProposer proposer, RuntimeException e) {
        ended(request);
        ProposerException known = e instanceof ProposerException expected ? expected : null;
        boolean passes = known != null && known.isRetryable();
        Optional<Duration> rest = known == null || !passes ? Optional.empty() : known.retryAfter();
        if (rest.filter(pause -> pause.compareTo(longestPause) > 0).isPresent()) {
            leaveAlone(request.candidate(), proposer, e, rest.get());
        } else if (known != null && known.reason() == ProposerException.Reason.REFUSED && request.attempt() > 0) {
            unanswered.add(request.candidate()); // the longer prompt of a repair turn may be too long for it
        } else {
            failedTry(request.candidate(), proposer, e, passes);
        }
    }

    /** A provider that says how long it has to be left alone is believed, and its answer is no failure. */
    private void leaveAlone(long candidate, CandidateProposer proposer, RuntimeException e, Duration asked) {
        Duration pause = asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
        if (!setAside(proposer, String.valueOf(e.getMessage()), pause)) {
            retries.postponed(candidate, pause);
            listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
        }
    }

    private void failedTry(long candidate, CandidateProposer proposer, RuntimeException e, boolean passes) {
        boolean givenUp = ending.isGivenUp(retries, candidate, passes);
        Duration pause = passes ? longestPause.multipliedBy(PAUSES_OF_AN_OUTAGE) : null;
        if (!givenUp || !setAside(proposer, String.valueOf(e.getMessage()), pause)) {
            ending.failedTry(retries, candidate, e, passes);
        }
    }

    /** Asks others than {@code proposer} from now on; false if there are none. */
    private boolean setAside(CandidateProposer proposer, String reason, @Nullable Duration pause) {
        boolean isNews = proposers.canBeAsked(proposer.name());
        if (!proposers.setAside(proposer.name(), pause)) {
            return false;
        }
        if (isNews) {
            listener.proposerSetAside(
                    proposer.name(),
                    reason,
                    pause == null ? null : clock.instant().plus(pause));
        }
        return true;
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

    /** Whether who gave an answer that could not be used is there to give a better one. */
    boolean mayBeRepaired(CandidateState candidate) {
        return isUnderWay(candidate)
                || (!isUnanswered(candidate.number())
                        && proposers.canBeAsked(candidate.planned().proposer()));
    }

    /** Whether nobody has anything to say any more. */
    boolean isExhausted() {
        return exhausted;
    }

    boolean isIdle() {
        return lane.isIdle();
    }

    /** Whether a call that failed, or has to wait, is to be made again. */
    boolean isToRetry() {
        return planner.active().stream()
                .anyMatch(candidate -> isWanted(candidate) && retries.awaits(candidate.number()));
    }

    Duration untilNext(Duration longest) {
        return lane.isFree() ? retries.untilNext(longest) : longest;
    }
}
