package io.evoforge.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evaluation.Evaluations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IslandsTest {
    private static final Individual SEED = individual(0, 100, 0);

    private final Population population = new Islands(3, 2, 4, 6).newPopulation();

    @Test
    void every_island_begins_with_the_seed_and_keeps_its_own_sources() {
        population.adopted(SEED);
        population.measured(individual(1, 200, 5));

        assertThat(parentsOf(1)).containsExactlyInAnyOrder(0L, 1L);
        assertThat(parentsOf(2)).containsExactly(0L);
        assertThat(parentsOf(3)).containsExactly(0L);
    }

    @Test
    void of_one_kind_only_the_best_stays_and_the_archive_is_bounded() {
        population.adopted(SEED);
        population.measured(individual(1, 100, 7)); // as long as the seed and worse
        assertThat(parentsOf(1)).containsExactly(0L);

        population.measured(individual(4, 100, -7)); // as long and better
        assertThat(parentsOf(1)).containsExactly(4L);

        population.measured(individual(7, 200, -3));
        population.measured(individual(10, 400, -1)); // a third kind, and the worst: the archive holds two
        assertThat(parentsOf(1)).containsExactlyInAnyOrder(4L, 7L);
    }

    @Test
    void the_best_of_an_island_visits_the_next_one() {
        population.adopted(SEED);
        population.measured(individual(1, 200, -20));
        for (long candidate : new long[] {2, 5, 8, 11}) {
            population.measured(individual(candidate, 100, 50));
        }

        assertThat(parentsOf(2)).contains(1L);
    }

    @Test
    void an_island_that_does_not_improve_begins_again_from_the_champion() {
        population.adopted(SEED);
        population.measured(individual(3, 200, -5));
        Individual champion = individual(1, 400, -30);
        population.measured(champion);
        population.adopted(champion);
        for (int i = 2; i <= 7; i++) {
            population.measured(individual(3L * i, 100, 50));
        }

        assertThat(parentsOf(3)).containsExactly(1L);
    }

    @Test
    void inspirations_are_the_best_of_the_others_without_the_parent() {
        population.adopted(SEED);
        Individual best = individual(1, 200, -20);
        population.measured(best);
        population.adopted(best);

        List<Individual> inspirations = population.inspirations(2, SEED, 2);

        assertThat(inspirations).containsExactly(best);
    }

    @Test
    void numbers_below_one_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Islands(0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BestOfN(0));
    }

    private Set<Long> parentsOf(long candidate) {
        Set<Long> parents = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            parents.add(population.parent(candidate, new SplittableRandom(seed)).candidate());
        }
        return parents;
    }

    private static Individual individual(long candidate, int length, double score) {
        return new Individual(
                candidate,
                new SourceCode("x".repeat(length)),
                Evaluations.withBits(SequenceGroup.TRAINING, 1 + score / 100),
                List.of(),
                score,
                "individual " + candidate);
    }
}
