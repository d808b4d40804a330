package io.evoforge.vcs.jgit.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the calling thread when a deadline passes, for connections that know no deadline of their own. Closing it
 * takes back an interrupt that came late.
 */
final class Watchdog implements AutoCloseable {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "evoforge-jgit-deadline");
        thread.setDaemon(true);
        return thread;
    });

    private final Thread watched = Thread.currentThread();
    private final Future<?> alarm;
    private boolean fired;
    private boolean closed;

    private Watchdog(Deadline deadline) {
        this.alarm = TIMER.schedule(this::fire, Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
    }

    static Watchdog until(Deadline deadline) {
        return new Watchdog(deadline);
    }

    private synchronized void fire() {
        if (!closed) {
            fired = true;
            watched.interrupt();
        }
    }

    /** Whether the deadline has passed. */
    synchronized boolean hasFired() {
        return fired;
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.cancel(false);
        if (fired) {
            Thread.interrupted();
        }
    }
}
