package io.evoforge.dashboard;

import java.time.Duration;

/** Wakes up whoever waits for news. */
final class Signal {
    private long raised;

    synchronized void raise() {
        raised++;
        notifyAll();
    }

    synchronized long count() {
        return raised;
    }

    /** Waits until it was raised more than {@code seen} times, at most so long. */
    synchronized void await(long seen, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (raised == seen) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
