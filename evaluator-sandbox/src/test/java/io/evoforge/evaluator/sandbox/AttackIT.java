package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way out that we could think of, from a table. */
class AttackIT {
    private static final SandboxSettings SETTINGS = SandboxSettings.DEFAULT
            .withLimitsPerFrame(Duration.ofMillis(100), Duration.ofMillis(100))
            .withParallel(2);

    private static SandboxCodecEvaluator evaluator;
    private static SandboxCodecEvaluator withoutBytecodePolicy;

    @BeforeAll
    static void start() {
        evaluator = new SandboxCodecEvaluator(Candidates.sequences(), SETTINGS);
        withoutBytecodePolicy =
                new SandboxCodecEvaluator(Candidates.sequences(), SETTINGS, EnumSet.allOf(Layer.class), false);
    }

    @AfterAll
    static void stop() {
        evaluator.close();
        withoutBytecodePolicy.close();
    }

    static List<Attack> attacks() {
        return Attack.all("attacks.txt");
    }

    static Stream<Attack> attacksOnTheBox() {
        return Attack.all("attacks.txt").stream()
                .filter(attack -> attack.onTheBox().isPresent());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_attack_is_refused_as_expected(Attack attack) {
        EvaluationOutcome outcome = evaluator.evaluate(attack.source(), SequenceGroup.TRAINING);

        attack.expected().assertMet(outcome);
    }

    static List<Attack> honestCodecs() {
        return Attack.all("honest.txt");
    }

    @ParameterizedTest
    @MethodSource("honestCodecs")
    void an_honest_codec_is_measured(Attack honest) {
        EvaluationOutcome outcome = evaluator.evaluate(honest.source(), SequenceGroup.TRAINING);

        assertThat(outcome).as(outcome.toString()).isInstanceOf(EvaluationOutcome.Measured.class);
    }

    @ParameterizedTest
    @MethodSource("attacksOnTheBox")
    void the_box_holds_what_the_bytecode_policy_lets_through(Attack attack) {
        Assumptions.assumeTrue(
                withoutBytecodePolicy.containment().level() == ContainmentLevel.FULL,
                () -> "the box is not at the full level here: "
                        + withoutBytecodePolicy.containment().missing());

        EvaluationOutcome outcome = withoutBytecodePolicy.evaluate(attack.source(), SequenceGroup.TRAINING);

        attack.onTheBox().orElseThrow().assertMet(outcome);
        assertThat(Stream.of("/tmp/evoforge-attack", "/tmp/evoforge-link", "/var/tmp/evoforge-full"))
                .noneMatch(file -> Files.exists(Path.of(file)));
    }

    @Test
    void there_are_at_least_sixty_attacks_with_names_of_their_own() {
        assertThat(Attack.all("attacks.txt")).hasSizeGreaterThanOrEqualTo(60);
        assertThat(Attack.all("attacks.txt")).extracting(Attack::toString).doesNotHaveDuplicates();
    }

    @Test
    void every_stage_before_the_measurement_refuses_something() {
        assertThat(Attack.all("attacks.txt"))
                .extracting(attack -> attack.expected().stage())
                .contains(Refusal.Stage.values());
    }
}
