package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes layers away: the next one has to hold, or the level has to say that it does not. */
class WithoutLayersIT {
    /** No other process of this machine has this heap, so that those of this test can be told apart. */
    private static final int HEAP_MEGABYTES = 211;

    private static final SandboxSettings SETTINGS = new SandboxSettings(
            SandboxSettings.DEFAULT.candidateClass(),
            SandboxSettings.DEFAULT.qualities(),
            HEAP_MEGABYTES,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(20),
            15,
            1,
            0);

    private static SandboxCodecEvaluator bare;

    @BeforeAll
    static void withoutAnyLayer() {
        bare = new SandboxCodecEvaluator(Candidates.sequences(), SETTINGS, EnumSet.noneOf(Layer.class), true);
    }

    @AfterAll
    static void noProcessIsLeft() {
        bare.close();
        for (int i = 0; i < 300 && processes().findAny().isPresent(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(processes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void without_a_layer_the_others_hold_or_the_level_drops(Layer missing) {
        EnumSet<Layer> layers = EnumSet.complementOf(EnumSet.of(missing));
        try (SandboxCodecEvaluator evaluator =
                new SandboxCodecEvaluator(Candidates.sequences(), SETTINGS, layers, false)) {
            ContainmentLevel level = evaluator.containment().level();
            if (level != ContainmentLevel.FULL) {
                assertThat(evaluator.containment().missing()).isNotEmpty();
                assertThat(evaluator.identity().level()).isEqualTo(level);
                return;
            }
            List<Attack> onTheBox = Attack.all("attacks.txt").stream()
                    .filter(attack -> attack.onTheBox().isPresent())
                    .toList();
            assertThat(CorpusShare.of(onTheBox))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(attack -> attack.onTheBox()
                            .orElseThrow()
                            .assertMet(evaluator.evaluate(attack.source(), SequenceGroup.TRAINING)));
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = CorpusShare.PROPERTY, matches = CorpusShare.ALL)
    void without_a_layer_of_the_system_the_corpus_gets_the_same_verdicts(Layer missing) {
        try (SandboxCodecEvaluator evaluator = new SandboxCodecEvaluator(
                Candidates.sequences(), SETTINGS, EnumSet.complementOf(EnumSet.of(missing)), true)) {
            assertThat(CorpusShare.corpus())
                    .allSatisfy(attack ->
                            attack.expected().assertMet(evaluator.evaluate(attack.source(), SequenceGroup.TRAINING)));
        }
    }

    @Test
    void without_the_view_the_level_is_never_full() {
        try (SandboxCodecEvaluator evaluator = new SandboxCodecEvaluator(
                Candidates.sequences(), SETTINGS, EnumSet.complementOf(EnumSet.of(Layer.VIEW)), true)) {
            assertThat(evaluator.containment().level()).isNotEqualTo(ContainmentLevel.FULL);
            assertThat(evaluator.containment().missing()).anyMatch(line -> line.contains("VIEW is switched off"));
        }
    }

    static Stream<Attack> attacksOnThePolicy() {
        return Attack.all("attacks.txt").stream()
                .filter(attack -> attack.expected().stage() == Refusal.Stage.BYTECODE);
    }

    @ParameterizedTest
    @MethodSource("attacksOnThePolicy")
    void without_any_layer_the_bytecode_policy_holds(Attack attack) {
        attack.expected().assertMet(bare.evaluate(attack.source(), SequenceGroup.TRAINING));
    }

    @Test
    void without_any_layer_memory_beside_the_heap_is_watched() {
        EvaluationOutcome outcome = bare.evaluate(
                Candidates.encodingFirst("java.util.List<java.util.zip.Deflater> kept = new ArrayList<>();"
                        + " while (quality >= 0) { kept.add(new java.util.zip.Deflater(9)); }"),
                SequenceGroup.TRAINING);

        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        assertThat(((EvaluationOutcome.Refused) outcome).refusal().reason()).contains("ran out of memory");
    }

    @Test
    void a_source_that_explodes_in_the_compiler_costs_this_process_no_memory() {
        Attack bomb = Attack.named("doubles_constants");
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        long before = heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);

        bomb.expected().assertMet(bare.evaluate(bomb.source(), SequenceGroup.TRAINING));

        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        assertThat(peak - before).isLessThan(50L << 20);
    }

    private static Stream<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("-Xmx" + HEAP_MEGABYTES + "m"));
    }
}
