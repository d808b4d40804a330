package io.evoforge.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether, and how, the run was asked to stop. Any thread may ask. */
final class StopSignal {
    private @Nullable StopMode mode;

    /** Asks; what was asked before is never weakened. */
    synchronized void give(StopMode asked) {
        if (mode != StopMode.ABANDON) {
            mode = asked;
        }
        notifyAll();
    }

    synchronized boolean isGiven() {
        return mode != null;
    }

    synchronized boolean isToAbandon() {
        return mode == StopMode.ABANDON;
    }

    /** Forgets what was asked, because it was done. */
    synchronized void clear() {
        mode = null;
    }

    /** Waits {@code longest}, or until somebody asks to stop. */
    synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long left = longest.toNanos();
        while (mode == null && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }
}
