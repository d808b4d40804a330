package io.evoforge.vcs.jgit.internal;

import java.time.Duration;

/** The moment by which a call must have ended, whatever the other side does. */
final class Deadline {
    private final long endNanos;
    private final Duration allowed;

    private Deadline(long endNanos, Duration allowed) {
        this.endNanos = endNanos;
        this.allowed = allowed;
    }

    static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    /** An earlier moment, which leaves a quarter of what remains for finding out how a failed exchange ended. */
    Deadline keepingReserve() {
        long now = System.nanoTime();
        return new Deadline(now + (endNanos - now) / 4 * 3, allowed);
    }

    /** What is left; 0 or negative when it has passed. */
    long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /** What is left, rounded up; at least 1. */
    int wholeSeconds() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (remainingNanos() + 999_999_999L) / 1_000_000_000L));
    }

    boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** The time that was given to the whole call, as text for a message. */
    String allowed() {
        long millis = allowed.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
