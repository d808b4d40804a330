package io.evoforge.core.evolution;

import static io.evoforge.core.evaluation.Evaluations.evaluation;
import static io.evoforge.core.evaluation.Evaluations.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionValuesTest {
    @Test
    void versions_count_from_the_seed() {
        assertThat(EvolutionVersion.SEED).hasToString("v1");
        assertThat(EvolutionVersion.SEED.next())
                .isEqualTo(new EvolutionVersion(2))
                .isGreaterThan(EvolutionVersion.SEED);
        assertThat(new EvolutionVersion(10)).isGreaterThan(new EvolutionVersion(9));
        assertThatThrownBy(() -> new EvolutionVersion(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_id_is_a_function_of_run_version_and_source() {
        Sha256 source = Sha256.of("source");
        EvolutionId id = EvolutionId.of("run", new EvolutionVersion(2), source);

        assertThat(id).isEqualTo(EvolutionId.of("run", new EvolutionVersion(2), source));
        assertThat(id).isNotEqualTo(EvolutionId.of("ruin", new EvolutionVersion(2), source));
        assertThat(id).isNotEqualTo(EvolutionId.of("run", new EvolutionVersion(3), source));
        assertThat(id).isNotEqualTo(EvolutionId.of("run", new EvolutionVersion(2), Sha256.of("other")));
        assertThat(id).hasToString(id.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789abcdef", "0123456789abcdef0123456789abcdef0"})
    void an_id_has_32_lower_case_digits(String value) {
        assertThatThrownBy(() -> new EvolutionId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_compared_with_nothing_is_the_seed() {
        Comparison comparison = new Comparison(SequenceGroup.TRAINING, -2, List.of(new SequenceComparison("a", -2)));

        assertThat(evolution(null).isSeed()).isTrue();
        assertThat(evolution(comparison).isSeed()).isFalse();
    }

    @Test
    void only_a_full_disk_is_worth_another_try() {
        assertThat(StoreException.Reason.values())
                .filteredOn(reason -> new StoreException(reason, "m").isRetryable())
                .containsExactly(StoreException.Reason.DISK_FULL);
    }

    private static Evolution evolution(@Nullable Comparison comparison) {
        SourceCode source = new SourceCode("x");
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1, 2}, new double[] {1, 2}));
        return new Evolution(
                EvolutionId.of("run", EvolutionVersion.SEED, source.sha256()),
                EvolutionVersion.SEED,
                source,
                "summary",
                new Evidence(evaluation, evaluation, comparison, comparison, 0, 1, "test"),
                Instant.EPOCH);
    }
}
