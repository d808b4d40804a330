package io.evoforge.testkit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link CodecEvaluator} promises, so that they can be exchanged by configuration. */
public abstract class CodecEvaluatorContract {
    /** The evaluator, with sequences in both groups; may be the same one for all tests. */
    protected abstract CodecEvaluator evaluator();

    /** A source that can be measured on both groups. */
    protected abstract SourceCode measurable();

    /** A source that has to be refused. */
    protected abstract SourceCode faulty();

    @Test
    void a_measurement_says_what_measured_on_which_group() {
        for (SequenceGroup group : SequenceGroup.values()) {
            Evaluation evaluation = measured(group);

            assertThat(evaluation.evaluator()).isEqualTo(evaluator().identity());
            assertThat(evaluation.group()).isEqualTo(group);
        }
    }

    @Test
    void every_sequence_has_a_curve_that_others_can_be_compared_with() {
        assertThat(measured(SequenceGroup.TRAINING).sequences()).allSatisfy(sequence -> {
            assertThat(sequence.curve().points()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(sequence.points()).allMatch(point -> point.worstFramePsnrYDb() <= point.psnrYDb() + 1e-9);
        });
    }

    @Test
    void the_same_source_gives_the_same_numbers_again() {
        assertThat(numbers(measured(SequenceGroup.TRAINING))).isEqualTo(numbers(measured(SequenceGroup.TRAINING)));
    }

    @Test
    void a_faulty_source_is_refused_in_one_line_and_never_a_number() {
        EvaluationOutcome outcome = evaluator().evaluate(faulty(), SequenceGroup.TRAINING);

        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        Refusal refusal = ((EvaluationOutcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void a_faulty_source_changes_nothing_for_the_next_one() {
        List<List<Object>> before = numbers(measured(SequenceGroup.TRAINING));

        evaluator().evaluate(faulty(), SequenceGroup.TRAINING);

        assertThat(numbers(measured(SequenceGroup.TRAINING))).isEqualTo(before);
    }

    @Test
    void two_threads_may_evaluate_at_once() {
        List<List<List<Object>>> results = Stream.of(1, 2)
                .map(thread -> CompletableFuture.supplyAsync(() -> numbers(measured(SequenceGroup.TRAINING))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    private Evaluation measured(SequenceGroup group) {
        EvaluationOutcome outcome = evaluator().evaluate(measurable(), group);
        assertThat(outcome).isInstanceOf(EvaluationOutcome.Measured.class);
        return ((EvaluationOutcome.Measured) outcome).evaluation();
    }

    /** All but durations. */
    private static List<List<Object>> numbers(Evaluation evaluation) {
        return evaluation.sequences().stream()
                .flatMap(sequence -> sequence.points().stream()
                        .map(point -> numbers(sequence.sequence().name(), point)))
                .toList();
    }

    private static List<Object> numbers(String sequence, QualityPoint point) {
        return List.of(
                sequence,
                point.quality(),
                point.bytes(),
                point.psnrYDb(),
                point.psnrCbDb(),
                point.psnrCrDb(),
                point.worstFramePsnrYDb(),
                point.ssimY());
    }
}
