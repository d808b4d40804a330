package io.evoforge.engine;

import io.evoforge.core.proposal.TokenUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a run may still use. What calls under way may cost at most is reserved, so that they cannot overdraw together. */
final class Budget {
    private final RunLimits limits;
    private final long startNanos = System.nanoTime();
    private final Map<Long, Long> reserved = new HashMap<>();
    private long reservedForReview;

    /** Whether one more call may be made. */
    enum Permission {
        YES,
        /** Not before a call under way has told what it really cost. */
        LATER,
        CALLS_USED_UP,
        MONEY_USED_UP
    }

    Budget(RunLimits limits) {
        this.limits = limits;
    }

    RunLimits limits() {
        return limits;
    }

    Permission permission(RunState state, TokenUsage atMost) {
        if (state.calls().cardinality() + reserved.size() >= limits.calls()) {
            return Permission.CALLS_USED_UP;
        }
        return permission(left(state), atMost);
    }

    /** Whether a review may be asked for: it is paid from the same money, but is no call of a proposer. */
    Permission permissionToReview(RunState state, TokenUsage atMost) {
        return permission(left(state), atMost);
    }

    private Permission permission(long left, TokenUsage atMost) {
        if (left < atMost.microdollars()) {
            return Permission.MONEY_USED_UP;
        }
        return left - underWay() < atMost.microdollars() ? Permission.LATER : Permission.YES;
    }

    private long left(RunState state) {
        return limits.microdollars() - state.spent().microdollars();
    }

    private long underWay() {
        return reservedForReview
                + reserved.values().stream().mapToLong(Long::longValue).sum();
    }

    void reserveReview(TokenUsage atMost) {
        reservedForReview = atMost.microdollars();
    }

    void releaseReview() {
        reservedForReview = 0;
    }

    void reserve(long call, TokenUsage atMost) {
        reserved.put(call, atMost.microdollars());
    }

    void release(long call) {
        reserved.remove(call);
    }

    boolean isUnderWay(long call) {
        return reserved.containsKey(call);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    Duration timeLeft() {
        Duration left = limits.time().minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
