package io.evoforge.engine.search;

/**
 * Each generation has {@code candidates} candidates, all developed from the champion; the best of them alone is judged.
 * The baseline that cleverer strategies have to beat.
 *
 * @param candidates at least 1
 */
public record BestOfN(int candidates) implements SearchStrategy {
    public BestOfN {
        if (candidates < 1) {
            throw new IllegalArgumentException("a generation has at least 1 candidate but was " + candidates);
        }
    }

    @Override
    public String name() {
        return "best-of-n";
    }

    @Override
    public int generationSize() {
        return candidates;
    }

    @Override
    public Population newPopulation() {
        return new HillClimb.OnlyTheChampion();
    }
}
