package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.testkit.evaluation.Evaluations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FitnessTest {
    private final Fitness fitness = new Fitness(new AdoptionGate(GateSettings.DEFAULT));

    @BeforeEach
    void a_first_measurement() {
        fitness.anchorIfFirst(Evaluations.withBits(SequenceGroup.TRAINING, 1));
    }

    @Test
    void fewer_bits_are_fitter() {
        assertThat(fitness.score(Evaluations.withBits(SequenceGroup.TRAINING, 0.8))
                        .orElseThrow())
                .isCloseTo(-20, within(1e-6));
    }

    @Test
    void bits_taken_from_colour_are_not() {
        Evaluation grey = withChroma(Evaluations.withBits(SequenceGroup.TRAINING, 0.8), 20);

        assertThat(fitness.score(grey).orElseThrow()).isGreaterThan(20);
    }

    @Test
    void what_cannot_be_compared_has_no_fitness() {
        assertThat(fitness.score(Evaluations.of(Evaluations.IDENTITY, SequenceGroup.TRAINING, 1, 20)))
                .isEmpty();
    }

    private static Evaluation withChroma(Evaluation evaluation, double psnrDb) {
        return new Evaluation(
                evaluation.evaluator(),
                evaluation.group(),
                evaluation.sequences().stream()
                        .map(sequence -> new SequenceEvaluation(
                                sequence.sequence(),
                                sequence.points().stream()
                                        .map(point -> withChroma(point, psnrDb))
                                        .toList()))
                        .toList());
    }

    private static QualityPoint withChroma(QualityPoint point, double psnrDb) {
        return new QualityPoint(
                point.quality(),
                point.bytes(),
                point.bitrate(),
                point.psnrYDb(),
                psnrDb,
                psnrDb,
                point.worstFramePsnrYDb(),
                point.ssimY(),
                point.encodeTime(),
                point.decodeTime());
    }
}
