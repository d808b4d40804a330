package io.evoforge.testkit.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * GitHub's limits. The primary one counts every request of an hour; the secondary ones count requests that create content
 * in a minute and in an hour. Safe for use by several threads.
 */
public final class RateLimits {
    private static final Duration HOUR = Duration.ofHours(1);

    static final String CORE = "core";
    static final String GRAPHQL = "graphql";

    private final Clock clock;
    private final Deque<Instant> writes = new ArrayDeque<>();
    private final Map<String, Integer> used = new HashMap<>();
    private int primaryLimit = 5000;
    private Instant reset;
    private int writesPerMinute = Integer.MAX_VALUE;
    private int writesPerHour = Integer.MAX_VALUE;
    private int refused;

    RateLimits(Clock clock) {
        this.clock = clock;
        this.reset = clock.instant().plus(HOUR);
    }

    /** Requests in an hour, of REST and of GraphQL each; GitHub's own value is 5,000. */
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
    synchronized void count(String resource, boolean write) {
        Instant now = clock.instant();
        if (!now.isBefore(reset)) {
            used.clear();
            reset = now.plus(HOUR);
        }
        int before = used.getOrDefault(resource, 0);
        if (before >= primaryLimit) {
            refused++;
            throw resource.equals(GRAPHQL)
                    ? Refusal.ofGraphQl("RATE_LIMITED", "API rate limit exceeded for user ID 1.")
                    : new Refusal(403, "API rate limit exceeded for user ID 1.");
        }
        used.put(resource, before + 1);
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

    synchronized Map<String, String> headers(String resource) {
        int count = used.getOrDefault(resource, 0);
        return Map.of(
                "x-ratelimit-limit", Integer.toString(primaryLimit),
                "x-ratelimit-remaining", Integer.toString(Math.max(0, primaryLimit - count)),
                "x-ratelimit-used", Integer.toString(count),
                "x-ratelimit-reset", Long.toString(reset.getEpochSecond()),
                "x-ratelimit-resource", resource);
    }
}
