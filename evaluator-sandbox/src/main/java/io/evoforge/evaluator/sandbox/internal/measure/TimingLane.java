package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who may work in a box while a codec's speed is taken: nobody else. Durations are processor time, but two processes that
 * share a core, its caches and the memory still slow each other down.
 *
 * <p>Work waits in the order in which it came, so that neither kind starves, and holds the lane for one exchange with a
 * box at a time, which has a deadline of its own; so waiting is bounded too. Compiling, starting boxes and computing
 * metrics take place outside of it.
 *
 * <p>Safe for use by several threads. Work in the lane must not ask for the lane.
 */
public final class TimingLane {
    /** Processors are shared by all evaluators of a process, so they share the lane. */
    private static final TimingLane OF_THIS_PROCESS = new TimingLane();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    TimingLane() {}

    /** The lane that all evaluators of this process use. */
    public static TimingLane ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** What is done in the lane. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws CandidateFault;
    }

    /**
     * Works while nobody else does.
     *
     * @throws EvaluatorException if the thread is interrupted while it waits
     */
    public <T> T alone(Work<T> work) throws CandidateFault {
        return holding(lock.writeLock(), work);
    }

    /**
     * Works beside others, while nobody works alone.
     *
     * @throws EvaluatorException if the thread is interrupted while it waits
     */
    public <T> T besideOthers(Work<T> work) throws CandidateFault {
        return holding(lock.readLock(), work);
    }

    /** How many threads wait for the lane, at about this time. */
    public int waiting() {
        return lock.getQueueLength();
    }

    private static <T> T holding(Lock side, Work<T> work) throws CandidateFault {
        try {
            side.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluatorException(
                    EvaluatorException.Reason.INTERRUPTED, "Interrupted while waiting to measure a candidate.", e);
        }
        try {
            return work.run();
        } finally {
            side.unlock();
        }
    }
}
