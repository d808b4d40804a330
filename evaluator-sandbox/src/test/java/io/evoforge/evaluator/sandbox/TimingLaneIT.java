package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.measure.TimingLane;
import io.evoforge.evaluator.sandbox.metrics.DecodedVideoListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Evaluations side by side, some of which take times that a person will read. */
@Timeout(120)
class TimingLaneIT {
    private static final SourceCode SOURCE = new SourceCode(Candidates.honest());
    private static final TimingLane LANE = TimingLane.ofThisProcess();

    private static SandboxCodecEvaluator evaluator;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        evaluator = new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withParallel(2));
        threads = Executors.newFixedThreadPool(4);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        evaluator.close();
    }

    @Test
    void while_a_time_is_taken_no_other_candidate_runs() throws Exception {
        Future<EvaluationOutcome> trial =
                whileSomebodyWorks(true, () -> evaluator.evaluate(SOURCE, SequenceGroup.TRAINING));

        assertThat(trial.get()).isInstanceOf(EvaluationOutcome.Measured.class);
    }

    @Test
    void no_time_that_is_reported_is_taken_while_another_candidate_runs() throws Exception {
        Future<EvaluationOutcome> report = whileSomebodyWorks(
                false, () -> evaluator.evaluate(SOURCE, SequenceGroup.TRAINING, DecodedVideoListener.NONE));
        Future<EvaluationOutcome> confirmation =
                whileSomebodyWorks(false, () -> evaluator.evaluate(SOURCE, SequenceGroup.HELD_OUT));

        assertThat(report.get()).isInstanceOf(EvaluationOutcome.Measured.class);
        assertThat(confirmation.get()).isInstanceOf(EvaluationOutcome.Measured.class);
    }

    @Test
    void all_kinds_of_evaluations_end_beside_each_other() throws Exception {
        List<Future<EvaluationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            outcomes.add(threads.submit(() -> evaluator.evaluate(SOURCE, SequenceGroup.HELD_OUT)));
            outcomes.add(threads.submit(() -> evaluator.evaluate(SOURCE, SequenceGroup.TRAINING)));
        }

        for (Future<EvaluationOutcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(EvaluationOutcome.Measured.class);
        }
    }

    /** Begins {@code evaluation} while the lane is held, and lets go once it waits. */
    private static Future<EvaluationOutcome> whileSomebodyWorks(boolean alone, Callable<EvaluationOutcome> evaluation)
            throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TimingLane.Work<Boolean> work = () -> {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        };
        Future<Boolean> holder = threads.submit(() -> alone ? LANE.alone(work) : LANE.besideOthers(work));
        inside.await();
        Future<EvaluationOutcome> outcome = threads.submit(evaluation);
        while (LANE.waiting() == 0) {
            assertThat(outcome.isDone()).as("it did not wait for the lane").isFalse();
            Thread.onSpinWait();
        }
        leave.countDown();
        assertThat(holder.get()).isTrue();
        return outcome;
    }
}
