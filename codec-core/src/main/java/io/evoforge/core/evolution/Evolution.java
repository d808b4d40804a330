package io.evoforge.core.evolution;

import io.evoforge.core.source.SourceCode;
import java.time.Instant;

/**
 * An adopted version with its evidence.
 *
 * @param id names this adoption
 * @param version its number
 * @param source the adopted source, exactly as measured
 * @param summary one line by the proposer about what changed; untrusted text
 * @param evidence why it was adopted
 * @param adoptedAt when
 */
public record Evolution(
        EvolutionId id,
        EvolutionVersion version,
        SourceCode source,
        String summary,
        Evidence evidence,
        Instant adoptedAt) {
    /** Whether this is where a run began, rather than an improvement. */
    public boolean isSeed() {
        return evidence.trainingComparison() == null;
    }
}
