package io.evoforge.vcs.github;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How this module waits. Tests put a clock of their own behind it. */
@FunctionalInterface
public interface Pause {
    /** Sleeps in earnest. */
    Pause REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    /**
     * Returns after {@code duration}, which is above 0.
     *
     * @throws InterruptedException if the waiting was cancelled
     */
    void pause(Duration duration) throws InterruptedException;
}
