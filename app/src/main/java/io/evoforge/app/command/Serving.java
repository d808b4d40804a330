package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a verb that serves waits for: Ctrl-C. It is opened before everything that has to be closed in order, because it keeps
 * the process alive until it is closed itself.
 */
final class Serving implements AutoCloseable {
    private static final int CLOSING_SECONDS = 100;

    private final Console console;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "evoforge-stop");

    Serving(Console console) {
        this.console = console;
    }

    /** Waits until the process is asked to end. */
    void untilStopped() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(hook);
        stop.await();
    }

    /** Keeps the process alive until everything that was opened is closed. */
    private void end() {
        stop.countDown();
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                console.note("stopped without waiting for the work under way; it is repeated by the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is going down already, and the hook is what told us.
        }
    }
}
