package io.evoforge.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does one kind of slow work beside the thread that leads the run, a bounded number of them at once. */
final class Lane {
    private final ExecutorService threads;
    private final Mailbox mailbox;
    private final int width;
    private int busy;

    Lane(String name, int width, Mailbox mailbox) {
        this.width = width;
        this.mailbox = mailbox;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(width, work -> {
            Thread thread = new Thread(work, "evoforge-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean isFree() {
        return busy < width;
    }

    boolean isIdle() {
        return busy == 0;
    }

    /** Does {@code work} on a thread of this lane, then hands its result or failure to the leading thread. */
    <T> void start(Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        busy++;
        threads.execute(() -> {
            Runnable letter;
            try {
                T result = work.get();
                letter = () -> done.accept(result);
            } catch (RuntimeException e) {
                letter = () -> failed.accept(e);
            } catch (Error e) { // an adapter that runs out of stack or memory fails its call, not the run's thread
                letter = () -> failed.accept(new IllegalStateException("a component failed: " + e, e));
            }
            Runnable message = letter;
            mailbox.post(() -> {
                busy--;
                message.run();
            });
        });
    }

    /** Ends the threads; work under way is interrupted, and what it gives is not heard any more. */
    void shutDown() {
        threads.shutdownNow();
    }
}
