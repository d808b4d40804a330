package io.evoforge.engine.search;

/** A way to search. Immutable; what it learns in a run is in its {@link Population}. */
public interface SearchStrategy {
    /** Its name in the configuration. */
    String name();

    /**
     * How many candidates are developed from one and the same knowledge and then judged together, the best of them alone
     * against the champion; at least 1.
     */
    int generationSize();

    /** A population that knows nothing yet, of a run with this seed. */
    Population newPopulation();
}
