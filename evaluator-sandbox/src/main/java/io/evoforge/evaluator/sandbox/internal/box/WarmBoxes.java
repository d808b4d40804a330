package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Boxes that were started before anybody asked, so that a candidate does not wait for a Java runtime. Each waits for its
 * candidate and is used once.
 *
 * <p>Safe for use by several threads.
 */
final class WarmBoxes implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(WarmBoxes.class.getName());

    private final Supplier<CodecBox> cold;
    private final int kept;
    private final Deque<CodecBox> ready = new ArrayDeque<>();
    private final ExecutorService starter = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "box-warmer");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    /**
     * Begins to start boxes.
     *
     * @param cold starts a box
     * @param kept how many to keep ready
     */
    WarmBoxes(Supplier<CodecBox> cold, int kept) {
        this.cold = cold;
        this.kept = kept;
        for (int i = 0; i < kept; i++) {
            refill();
        }
    }

    /**
     * A box that is ready, or a new one if none is.
     *
     * @throws EvaluatorException if a new one does not start
     */
    CodecBox take() {
        Optional<CodecBox> warm = poll();
        refill();
        return warm.orElseGet(cold);
    }

    /** Ends all boxes that nobody took. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ready.forEach(CodecBox::close);
            ready.clear();
        }
        starter.shutdown();
    }

    private synchronized Optional<CodecBox> poll() {
        while (!ready.isEmpty()) {
            CodecBox box = ready.remove();
            if (box.isAlive()) {
                return Optional.of(box);
            }
            box.close();
        }
        return Optional.empty();
    }

    private void refill() {
        try {
            starter.execute(this::startOne);
        } catch (RejectedExecutionException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "no more boxes are kept ready after closing", e);
        }
    }

    private void startOne() {
        synchronized (this) {
            if (closed || ready.size() >= kept) {
                return;
            }
        }
        CodecBox box;
        try {
            box = cold.get();
        } catch (EvaluatorException e) {
            // Whoever needs the next box will start it, and hear the reason if that fails too.
            LOGGER.log(System.Logger.Level.DEBUG, "a box could not be started ahead", e);
            return;
        }
        synchronized (this) {
            if (!closed) {
                ready.add(box);
                return;
            }
        }
        box.close();
    }
}
