package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An evaluator that is closed while somebody uses it. */
@Timeout(300)
class ClosingIT {
    /** More than any candidate of this test would be given otherwise. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Test
    void whoever_waits_for_a_measurement_goes_on_and_no_box_is_left() throws Exception {
        Set<Long> before = boxes().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        SandboxCodecEvaluator evaluator = evaluator();
        CompletableFuture<EvaluationOutcome> measuring = CompletableFuture.supplyAsync(
                () -> evaluator.evaluate(Candidates.encodingFirst("while (quality >= 0) { }"), SequenceGroup.TRAINING));
        List<ProcessHandle> own = List.of();
        while (own.stream().noneMatch(ClosingIT::hasWorked)) {
            own = boxes().stream().filter(box -> !before.contains(box.pid())).toList();
            assertThat(measuring).isNotDone();
            Thread.onSpinWait();
        }

        evaluator.close();

        assertThatThrownBy(() -> measuring.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        EvaluatorException.class,
                        e -> assertThat(e.reason()).isEqualTo(EvaluatorException.Reason.INTERRUPTED))
                .hasMessage("The evaluator was closed while it measured a candidate.");
        for (ProcessHandle box : own) {
            box.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_closed_evaluator_says_so() {
        SandboxCodecEvaluator evaluator = evaluator();
        evaluator.close();

        assertThatThrownBy(() -> evaluator.evaluate(new SourceCode(Candidates.honest()), SequenceGroup.TRAINING))
                .isInstanceOfSatisfying(
                        EvaluatorException.class,
                        e -> assertThat(e.reason()).isEqualTo(EvaluatorException.Reason.INTERRUPTED))
                .hasMessage("The evaluator is closed.");
    }

    private static SandboxCodecEvaluator evaluator() {
        return new SandboxCodecEvaluator(
                Candidates.sequences(),
                SandboxSettings.DEFAULT.withLimitsPerFrame(LIMIT, LIMIT).withParallel(1));
    }

    private static List<ProcessHandle> boxes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("CodecWorker"))
                        .isPresent())
                .toList();
    }

    /** Has used a second and a half of processor time: the others only wait. */
    private static boolean hasWorked(ProcessHandle box) {
        return box.info()
                .totalCpuDuration()
                .filter(time -> time.toMillis() > 1_500)
                .isPresent();
    }
}
