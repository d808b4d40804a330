package io.evoforge.evaluator.sandbox.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimingLaneTest {
    private final TimingLane lane = new TimingLane();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void others_work_side_by_side() throws Exception {
        CountDownLatch bothInside = new CountDownLatch(2);
        TimingLane.Work<Boolean> meeting = () -> {
            bothInside.countDown();
            return await(bothInside);
        };

        Future<Boolean> first = threads.submit(() -> lane.besideOthers(meeting));
        Future<Boolean> second = threads.submit(() -> lane.besideOthers(meeting));

        assertThat(first.get()).isTrue();
        assertThat(second.get()).isTrue();
    }

    @Test
    void who_works_alone_waits_for_those_inside_and_is_not_overtaken_by_those_behind() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> before = threads.submit(() -> lane.besideOthers(() -> {
            inside.countDown();
            await(leave);
            return order.add("before");
        }));
        await(inside);

        Future<Boolean> alone = threads.submit(() -> lane.alone(() -> order.add("alone")));
        awaitWaiting(1);
        Future<Boolean> behind = threads.submit(() -> lane.besideOthers(() -> order.add("behind")));
        awaitWaiting(2);
        leave.countDown();

        for (Future<Boolean> work : List.of(before, alone, behind)) {
            assertThat(work.get()).isTrue();
        }
        assertThat(order).containsExactly("before", "alone", "behind");
    }

    @Test
    void nobody_works_while_somebody_works_alone() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> alone = threads.submit(() -> lane.alone(() -> {
            inside.countDown();
            await(leave);
            return order.add("alone");
        }));
        await(inside);

        Future<Boolean> other = threads.submit(() -> lane.besideOthers(() -> order.add("other")));
        Future<Boolean> secondAlone = threads.submit(() -> lane.alone(() -> order.add("second")));
        awaitWaiting(2);
        assertThat(order).isEmpty();
        leave.countDown();

        for (Future<Boolean> work : List.of(alone, other, secondAlone)) {
            assertThat(work.get()).isTrue();
        }
        assertThat(order).startsWith("alone").hasSize(3);
    }

    @Test
    void a_fault_leaves_the_lane_free() throws Exception {
        assertThatThrownBy(() -> lane.alone(() -> {
                    throw new CandidateFault(Refusal.Stage.ENCODE, "it failed");
                }))
                .isInstanceOf(CandidateFault.class);

        assertThat(threads.submit(() -> lane.besideOthers(() -> "free")).get()).isEqualTo("free");
    }

    @Test
    void an_interrupted_thread_does_not_wait() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> holder = threads.submit(() -> lane.alone(() -> {
            inside.countDown();
            return await(leave);
        }));
        await(inside);

        Future<EvaluatorException.Reason> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            try {
                lane.besideOthers(() -> "never");
                throw new AssertionError("it came in");
            } catch (EvaluatorException e) {
                return e.reason();
            }
        });

        assertThat(interrupted.get()).isEqualTo(EvaluatorException.Reason.INTERRUPTED);
        leave.countDown();
        assertThat(holder.get()).isTrue();
    }

    private void awaitWaiting(int threadsInLine) {
        while (lane.waiting() < threadsInLine) {
            Thread.onSpinWait();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
