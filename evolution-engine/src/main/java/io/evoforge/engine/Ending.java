package io.evoforge.engine;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a run goes on, and what ends it: a limit, a failure, or somebody who stops it. */
final class Ending {
    private final StopSignal stop;
    private final Budget budget;
    private final int tries;
    private final EngineListener listener;
    private final Clock clock;
    private @Nullable RuntimeException failure;
    private RunReport.@Nullable End limit;

    Ending(StopSignal stop, Budget budget, int tries, EngineListener listener, Clock clock) {
        this.stop = stop;
        this.budget = budget;
        this.tries = tries;
        this.listener = listener;
        this.clock = clock;
    }

    /** Whether anything new may be begun. */
    boolean goesOn() {
        return failure == null && limit == null && !stop.isGiven() && !timeIsOver();
    }

    private boolean timeIsOver() {
        if (budget.timeLeft().isZero()) {
            limit = RunReport.End.TIME;
        }
        return limit != null;
    }

    /** Whether even what is under way is dropped. */
    boolean isAbandoned() {
        return stop.isToAbandon();
    }

    void reached(RunReport.End end) {
        limit = end;
    }

    /** Why the run ended, if no limit was reached and nobody stopped it: {@code otherwise}. */
    RunReport.End reason(RunReport.End otherwise) {
        if (stop.isGiven()) {
            return RunReport.End.STOPPED;
        }
        return limit == null ? otherwise : limit;
    }

    /** The run fails: what is under way is finished and stored, nothing is decided any more. */
    void fail(RuntimeException e) {
        if (failure == null) {
            failure = e;
        } else {
            failure.addSuppressed(e);
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether {@code key}, which failed just now, is not tried again. */
    <K> boolean isGivenUp(RetrySchedule<K> retries, K key, boolean passes) {
        return !passes || retries.failures(key) + 1 >= tries;
    }

    /**
     * Has {@code key} tried again after a pause, or the run fail.
     *
     * @param passes whether the same try may succeed later
     */
    <K> void failedTry(RetrySchedule<K> retries, K key, RuntimeException e, boolean passes) {
        if (isGivenUp(retries, key, passes)) {
            fail(e);
            return;
        }
        Duration pause = retries.failed(key);
        listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
    }
}
