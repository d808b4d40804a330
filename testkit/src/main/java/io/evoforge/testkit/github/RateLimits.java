package io.evoforge.testkit.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * GitHub's limits. The primary one counts every request of an hour; the secondary ones count requests that create content
 * in a minute and in an hour. Safe for use by several threads.
 */
public final class RateLimits {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock clock;
    private final Deque<Instant> writes = new ArrayDeque<>();
    private int primaryLimit = 5000;
    private int used;
    private Instant reset;
    private int writesPerMinute = Integer.MAX_VALUE;
    private int writesPerHour = Integer.MAX_VALUE;
    private int refused;

    RateLimits(Clock clock) {
        this.clock = clock;
        this.reset = clock.instant().plus(HOUR);
    }

    /** Requests of all kinds in an hour; GitHub's own value is 5,000. */
    public synchronized void setPrimaryLimit(int requestsPerHour) {
        primaryLimit = requestsPerHour;
    }

    /** Requests that create content; GitHub names 80 and 500. Without this call they are not limited. */
    public synchronized void setSecondaryLimits(int perMinute, int perHour) {
        writesPerMinute = perMinute;
        writesPerHour = perHour;
    }

    /** How many requests were refused because of a limit. */
    public synchronized int refused() {
        return refused;
    }

    /** Counts a request, or refuses it as GitHub does. */
    synchronized void count(boolean write) {
        Instant now = clock.instant();
        if (!now.isBefore(reset)) {
            used = 0;
            reset = now.plus(HOUR);
        }
        if (used >= primaryLimit) {
            refused++;
            throw new Refusal(403, "API rate limit exceeded for user ID 1.");
        }
        used++;
        if (!write) {
            return;
        }
        while (!writes.isEmpty() && !writes.peekFirst().plus(HOUR).isAfter(now)) {
            writes.removeFirst();
        }
        Instant minuteAgo = now.minus(Duration.ofMinutes(1));
        long lastMinute = writes.stream().filter(at -> at.isAfter(minuteAgo)).count();
        if (lastMinute >= writesPerMinute || writes.size() >= writesPerHour) {
            refused++;
            throw new Refusal(
                            403,
                            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
                    .withHeader("retry-after", "60");
        }
        writes.addLast(now);
    }

    synchronized Map<String, String> headers() {
        return Map.of(
                "x-ratelimit-limit", Integer.toString(primaryLimit),
                "x-ratelimit-remaining", Integer.toString(Math.max(0, primaryLimit - used)),
                "x-ratelimit-used", Integer.toString(used),
                "x-ratelimit-reset", Long.toString(reset.getEpochSecond()),
                "x-ratelimit-resource", "core");
    }
}
