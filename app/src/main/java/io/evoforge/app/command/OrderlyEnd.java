package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import io.evoforge.engine.StopMode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a verb ends on Ctrl-C. It is opened before everything that has to be closed in order, because it keeps the process
 * alive until it is closed itself: what is told last is printed, and what was opened is put away.
 */
final class OrderlyEnd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int CLOSING_SECONDS = 40;

    private final Console console;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "evoforge-stop");
    private Consumer<StopMode> stop = mode -> {};

    OrderlyEnd(Console console) {
        this.console = console;
    }

    /** Calls {@code stop} when the process is asked to end, and again to drop what takes too long. Called once. */
    void stopsBy(Consumer<StopMode> stop) {
        this.stop = stop;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits until the process is asked to end. */
    void awaitRequest() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        stopsBy(mode -> asked.countDown());
        asked.await();
    }

    private void end() {
        try {
            stop.accept(StopMode.FINISH);
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                console.note("what is under way is not waited for any longer; it is repeated by the next start");
                stop.accept(StopMode.ABANDON);
                closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
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
