package io.evoforge.core.evolution;

import io.evoforge.core.source.Sha256;
import java.util.regex.Pattern;

/**
 * Names one adoption in the whole world; the key by which its commit is recognised.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record EvolutionId(String value) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

    public EvolutionId {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an evolution id is 32 lower-case hexadecimal digits but was '" + value + "'");
        }
    }

    /** The id of what a run adopts as {@code version}; the same arguments give the same id. */
    public static EvolutionId of(String run, EvolutionVersion version, Sha256 source) {
        return new EvolutionId(
                Sha256.of(run + "\n" + version + "\n" + source.hex()).hex().substring(0, 32));
    }

    @Override
    public String toString() {
        return value;
    }
}
