package io.evoforge.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands still until a test moves it. Safe for use by several threads. */
public final class MutableClock extends Clock {
    private Instant now;

    /** Stands at {@code start}. */
    public MutableClock(Instant start) {
        now = start;
    }

    /** Moves by {@code step}, back if it is negative. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
