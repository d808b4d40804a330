package io.evoforge.engine;

import java.time.Duration;

/**
 * When a run ends by itself. Candidates, calls and money count over the whole run, including what earlier processes did
 * in it; time counts from this start.
 *
 * @param candidates number of the last candidate, at least 0
 * @param calls of a proposer at most, at least 0
 * @param microdollars spent on calls at most, in millionths of a US dollar; what calls under way may cost is reserved
 * @param time after which nothing new is begun
 */
public record RunLimits(long candidates, long calls, long microdollars, Duration time) {
    /** No limit: the run ends when it is stopped, or the proposer has no more to say. */
    public static final RunLimits NONE =
            new RunLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(36_500));

    public RunLimits {
        if (candidates < 0 || calls < 0 || microdollars < 0 || time.isNegative()) {
            throw new IllegalArgumentException("a limit cannot be negative: " + candidates + " candidates, " + calls
                    + " calls, " + microdollars + " microdollars, " + time);
        }
    }

    /** Only a number of candidates. */
    public static RunLimits ofCandidates(long candidates) {
        return new RunLimits(candidates, Long.MAX_VALUE, Long.MAX_VALUE, NONE.time());
    }

    /** These limits with another number of calls. */
    public RunLimits withCalls(long value) {
        return new RunLimits(candidates, value, microdollars, time);
    }

    /** These limits with another amount of money, in millionths of a US dollar. */
    public RunLimits withMicrodollars(long value) {
        return new RunLimits(candidates, calls, value, time);
    }

    /** These limits with another time. */
    public RunLimits withTime(Duration value) {
        return new RunLimits(candidates, calls, microdollars, value);
    }
}
