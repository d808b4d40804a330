package io.evoforge.evaluator.sandbox.internal.box;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The boxes that one piece of work has taken. Closing it ends them all, whatever they are doing. */
public final class BoxScope implements AutoCloseable {
    private final Boxes boxes;
    private final List<CodecBox> taken = new ArrayList<>();
    private boolean closed;

    /** A scope without boxes. */
    public BoxScope(Boxes boxes) {
        this.boxes = boxes;
    }

    /**
     * A fresh box.
     *
     * @throws CancellationException if the scope was closed
     * @throws io.evoforge.core.evaluation.EvaluatorException if the box does not start
     */
    public CodecBox take() {
        requireOpen();
        CodecBox box = boxes.codecBox();
        synchronized (this) {
            if (!closed) {
                taken.add(box);
                return box;
            }
        }
        box.close();
        throw new CancellationException("the work was given up");
    }

    @Override
    public void close() {
        List<CodecBox> toClose;
        synchronized (this) {
            closed = true;
            toClose = List.copyOf(taken);
            taken.clear();
        }
        toClose.forEach(CodecBox::close);
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new CancellationException("the work was given up");
        }
    }
}
