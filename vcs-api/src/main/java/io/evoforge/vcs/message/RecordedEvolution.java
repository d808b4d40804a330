package io.evoforge.vcs.message;

import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a commit of ours says about the version in it, read back from its message.
 *
 * @param commit which commit
 * @param version the version whose source the commit leaves on the branch
 * @param source digest of that source
 * @param id of the adoption, or null for a rollback, which adopts nothing
 * @param rollbackOf the version that a rollback replaced, or null for an evolution
 * @param bitrateMbps as in the message, or null if it has none
 * @param compressionRatio as in the message, or null if it has none
 * @param improvement as in the message, such as {@code 34% better than v2}, or null if it has none
 * @param committedAt when
 * @param agent who committed it, if several agents work on the branch, or null
 */
public record RecordedEvolution(
        CommitId commit,
        EvolutionVersion version,
        Sha256 source,
        @Nullable EvolutionId id,
        @Nullable EvolutionVersion rollbackOf,
        @Nullable Double bitrateMbps,
        @Nullable Double compressionRatio,
        @Nullable String improvement,
        Instant committedAt,
        @Nullable String agent) {}
