package io.evoforge.secrets.aws;

import java.time.Duration;

/**
 * How long a value that was read is used, and how often it may be read again.
 *
 * @param cacheAge a value younger than this is used without asking AWS; 0 asks each time
 * @param staleAge while AWS is out of reach, the last value is used up to this age; at least {@code cacheAge}
 * @param rereadInterval at least this long between two reads when GitHub rejected the value, or AWS was out of reach
 */
public record RefreshSettings(Duration cacheAge, Duration staleAge, Duration rereadInterval) {
    /** Five minutes, one hour, one minute. */
    public static final RefreshSettings DEFAULT =
            new RefreshSettings(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(1));

    public RefreshSettings {
        if (cacheAge.isNegative() || rereadInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "the cache age and the interval between reads must not be negative but were " + cacheAge + " and "
                            + rereadInterval);
        }
        if (staleAge.compareTo(cacheAge) < 0) {
            throw new IllegalArgumentException(
                    "the stale age must be at least the cache age " + cacheAge + " but was " + staleAge);
        }
    }
}
