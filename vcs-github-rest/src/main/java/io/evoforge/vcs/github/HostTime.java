package io.evoforge.vcs.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that is ahead of another one by what is known at each reading. */
final class HostTime extends Clock {
    private final Clock ours;
    private final Supplier<Duration> ahead;

    HostTime(Clock ours, Supplier<Duration> ahead) {
        this.ours = ours;
        this.ahead = ahead;
    }

    @Override
    public Instant instant() {
        return ours.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ours.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new HostTime(ours.withZone(zone), ahead);
    }
}
