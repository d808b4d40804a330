package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.BoxScope;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Pieces of work that run side by side but count in order: a failing piece gives up those that were started after it,
 * never those before, so the first failure in order does not depend on timing.
 */
final class OrderedWork implements AutoCloseable {
    private final Boxes boxes;
    private final Executor executor;
    private final List<Piece<?>> pieces = new ArrayList<>();
    private boolean givenUp;

    OrderedWork(Boxes boxes, Executor executor) {
        this.boxes = boxes;
        this.executor = executor;
    }

    /** Work that takes its boxes from a scope. */
    @FunctionalInterface
    interface Task<T> {
        T run(BoxScope scope) throws CandidateFault;
    }

    /** Starts a piece of work as soon as a thread is free. */
    <T> Piece<T> start(Task<T> task) {
        Piece<T> piece;
        synchronized (pieces) {
            piece = new Piece<>(pieces.size(), new BoxScope(boxes));
            pieces.add(piece);
            if (givenUp) {
                piece.scope.close();
            }
        }
        try {
            executor.execute(() -> piece.run(task));
        } catch (RejectedExecutionException e) {
            piece.outcome.completeExceptionally(e);
        }
        return piece;
    }

    /** Ends the boxes of what is not done, whose results then say that they were interrupted. */
    void giveUp() {
        synchronized (pieces) {
            givenUp = true;
        }
        giveUpAfter(-1);
    }

    private boolean isGivenUp() {
        synchronized (pieces) {
            return givenUp;
        }
    }

    /** Gives up what is not done, and waits until none of its boxes is left. */
    @Override
    public void close() {
        giveUp();
        List<Piece<?>> all;
        synchronized (pieces) {
            all = List.copyOf(pieces);
        }
        all.forEach(piece -> piece.outcome.handle((value, failure) -> true).join());
    }

    private void giveUpAfter(int index) {
        List<Piece<?>> later;
        synchronized (pieces) {
            later = List.copyOf(pieces.subList(index + 1, pieces.size()));
        }
        later.forEach(piece -> piece.scope.close());
    }

    /** One piece of work. */
    final class Piece<T> {
        private final int index;
        private final BoxScope scope;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();

        private Piece(int index, BoxScope scope) {
            this.index = index;
            this.scope = scope;
        }

        private void run(Task<T> task) {
            try (scope) {
                outcome.complete(task.run(scope));
            } catch (CandidateFault | RuntimeException | Error e) {
                outcome.completeExceptionally(e);
                giveUpAfter(index);
            }
        }

        /**
         * Waits for the result.
         *
         * @throws EvaluatorException if a box failed through no fault of the candidate, or the work was given up
         */
        T result() throws CandidateFault {
            try {
                return outcome.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EvaluatorException(
                        EvaluatorException.Reason.INTERRUPTED, "Interrupted while measuring a candidate.", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CandidateFault fault) {
                    throw fault;
                }
                if (isGivenUp()) {
                    throw new EvaluatorException(
                            EvaluatorException.Reason.INTERRUPTED,
                            "The evaluator was closed while it measured a candidate.",
                            e.getCause());
                }
                if (e.getCause() instanceof EvaluatorException fault) {
                    throw fault;
                }
                throw new IllegalStateException("measuring failed in a way that was not foreseen", e.getCause());
            }
        }
    }
}
