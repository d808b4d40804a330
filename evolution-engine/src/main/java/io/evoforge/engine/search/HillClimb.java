package io.evoforge.engine.search;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Every candidate is developed from the champion; the first that is better becomes the champion. */
public record HillClimb() implements SearchStrategy {
    @Override
    public String name() {
        return "hill-climb";
    }

    @Override
    public int generationSize() {
        return 1;
    }

    @Override
    public Population newPopulation() {
        return new OnlyTheChampion();
    }

    /** Remembers the champion and nothing else. */
    static final class OnlyTheChampion implements Population {
        private @Nullable Individual champion;

        @Override
        public void measured(Individual individual) {}

        @Override
        public void adopted(Individual newChampion) {
            champion = newChampion;
        }

        @Override
        public void withdrawn(Individual standing) {
            champion = standing;
        }

        @Override
        public Individual parent(long candidate, SplittableRandom random) {
            return Objects.requireNonNull(champion, "a parent is asked for before the first adoption");
        }

        @Override
        public List<Individual> inspirations(long candidate, Individual parent, int limit) {
            return List.of();
        }
    }
}
