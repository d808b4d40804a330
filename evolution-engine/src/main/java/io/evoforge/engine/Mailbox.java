package io.evoforge.engine;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What other threads want done by the one that leads the run: it alone touches the state, so nothing in there needs a
 * lock.
 */
final class Mailbox {
    private final BlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();

    void post(Runnable letter) {
        letters.add(letter);
    }

    /** Does what has come, after waiting for it at most {@code longest}. */
    void work(Duration longest) throws InterruptedException {
        @Nullable Runnable letter = letters.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        while (letter != null) {
            letter.run();
            letter = letters.poll();
        }
    }
}
