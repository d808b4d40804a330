package io.evoforge.core.evolution;

/**
 * Number of an adopted version: 1 is the seed.
 *
 * @param number at least 1
 */
public record EvolutionVersion(int number) implements Comparable<EvolutionVersion> {
    /** The seed's version. */
    public static final EvolutionVersion SEED = new EvolutionVersion(1);

    public EvolutionVersion {
        if (number < 1) {
            throw new IllegalArgumentException("versions count from 1 but was " + number);
        }
    }

    /** The version after this one. */
    public EvolutionVersion next() {
        return new EvolutionVersion(number + 1);
    }

    @Override
    public int compareTo(EvolutionVersion other) {
        return Integer.compare(number, other.number);
    }

    /** As people write it: {@code v7}. */
    @Override
    public String toString() {
        return "v" + number;
    }
}
