package io.evoforge.evaluator.sandbox.internal.measure;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.metrics.DecodedVideoListener;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Measures a candidate on several sequences side by side, and checks it in second processes meanwhile. Of several faults
 * the first in order is reported, so that the same candidate always hears the same.
 */
public final class Measurement implements AutoCloseable {
    private final Boxes boxes;
    private final Rules rules;
    private final Executor executor;
    private final TimingLane lane = TimingLane.ofThisProcess();
    private final Set<OrderedWork> underWay = new HashSet<>();
    private boolean closed;

    /** @param executor runs the sequences; its threads bound how many are worked on at once */
    public Measurement(Boxes boxes, Rules rules, Executor executor) {
        this.boxes = boxes;
        this.rules = rules;
        this.executor = executor;
    }

    /**
     * Measures {@code candidate} on {@code sequences}.
     *
     * @param seed chooses the sample, so that a candidate cannot count on it
     * @param sourceBytes what the source adds to every bitstream
     * @param listener sees every decoded sequence
     * @return a result for each sequence, in their order
     * @throws EvaluatorException if a box failed through no fault of the candidate, or the thread was interrupted
     */
    public List<SequenceEvaluation> of(
            CompiledClasses candidate,
            List<TestSequence> sequences,
            Depth depth,
            int seed,
            int sourceBytes,
            DecodedVideoListener listener)
            throws CandidateFault {
        OrderedWork work = begin();
        try (work) {
            List<OrderedWork.Piece<SequenceBench.Measured>> first = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                TestSequence sequence = sequences.get(i);
                boolean firstFrame = i == 0;
                first.add(work.start(scope -> new SequenceBench(rules, candidate, sequence, scope::take, lane)
                        .measure(firstFrame, depth.timesAlone(), sourceBytes, listener)));
            }
            List<OrderedWork.Piece<List<Trace>>> second = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                TestSequence sequence = sequences.get(i);
                List<Integer> qualities = repeated(depth, seed + i);
                second.add(work.start(
                        scope -> new SequenceBench(rules, candidate, sequence, scope::take, lane).repeat(qualities)));
            }
            List<SequenceEvaluation> results = new ArrayList<>();
            for (OrderedWork.Piece<SequenceBench.Measured> piece : first) {
                results.add(piece.result().evaluation());
            }
            for (int i = 0; i < sequences.size(); i++) {
                Trace.requireSame(
                        sequences.get(i).info().name(),
                        first.get(i).result().traces(),
                        second.get(i).result());
            }
            return results;
        } finally {
            synchronized (this) {
                underWay.remove(work);
            }
        }
    }

    private synchronized OrderedWork begin() {
        if (closed) {
            throw new EvaluatorException(EvaluatorException.Reason.INTERRUPTED, "The evaluator is closed.");
        }
        OrderedWork work = new OrderedWork(boxes, executor);
        underWay.add(work);
        return work;
    }

    /** Gives up what is being measured, so that whoever waits for it goes on. */
    @Override
    public synchronized void close() {
        closed = true;
        underWay.forEach(OrderedWork::giveUp);
    }

    /** In falling order: a codec that remembers what it did before is then found out. */
    private List<Integer> repeated(Depth depth, int seed) {
        List<Integer> qualities = new ArrayList<>(rules.qualities());
        Collections.reverse(qualities);
        return depth.repeatsAll() ? qualities : List.of(qualities.get(Math.floorMod(seed, qualities.size())));
    }
}
