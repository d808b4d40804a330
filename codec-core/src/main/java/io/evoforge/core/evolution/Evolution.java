package io.evoforge.core.evolution;

import io.evoforge.core.source.SourceCode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An adopted version with its evidence.
 *
 * @param id names this adoption
 * @param version its number
 * @param source the adopted source, exactly as measured
 * @param summary one line by the proposer about what changed; untrusted text
 * @param evidence why it was adopted
 * @param adoptedAt when
 * @param base the version it was compared with, or null if that is the one with the number before it, or there is none:
 *     numbers of versions that were withdrawn are not given again
 */
public record Evolution(
        EvolutionId id,
        EvolutionVersion version,
        SourceCode source,
        String summary,
        Evidence evidence,
        Instant adoptedAt,
        @Nullable EvolutionVersion base) {
    /** An adoption whose base is the version with the number before it. */
    public Evolution(
            EvolutionId id,
            EvolutionVersion version,
            SourceCode source,
            String summary,
            Evidence evidence,
            Instant adoptedAt) {
        this(id, version, source, summary, evidence, adoptedAt, null);
    }

    /** The version that this one improves on; empty for a seed. */
    public Optional<EvolutionVersion> improves() {
        if (isSeed()) {
            return Optional.empty();
        }
        return Optional.of(base != null ? base : new EvolutionVersion(version.number() - 1));
    }

    /** The same under another name, or under its own if that is null. */
    public Evolution withId(@Nullable EvolutionId other) {
        return other == null ? this : new Evolution(other, version, source, summary, evidence, adoptedAt, base);
    }

    /** Whether this is where a run began, rather than an improvement. */
    public boolean isSeed() {
        return evidence.trainingComparison() == null;
    }
}
