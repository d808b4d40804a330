package io.evoforge.engine.search;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a strategy remembers of a run. Its state follows from the calls made, in their order, and from nothing else. Used
 * by one thread.
 */
public interface Population {
    /** Takes in a source that was measured, adopted or not. Called in the order of candidate numbers. */
    void measured(Individual individual);

    /** Learns that an individual is the champion from now on. */
    void adopted(Individual champion);

    /**
     * Learns that versions were withdrawn, and that {@code champion} is the one that stands. What was developed from them
     * is not to be developed further, so everything begins again from there.
     */
    void withdrawn(Individual champion);

    /** The source that {@code candidate} is to improve. Called after the first {@link #adopted}. */
    Individual parent(long candidate, SplittableRandom random);

    /** Other good sources to show beside {@code parent}, best first, at most {@code limit}. */
    List<Individual> inspirations(long candidate, Individual parent, int limit);
}
