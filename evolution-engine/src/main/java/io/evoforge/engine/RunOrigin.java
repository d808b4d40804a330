package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import org.jspecify.annotations.Nullable;

/**
 * The source a new run begins with.
 *
 * @param source the source
 * @param version its number
 * @param commit where the repository has it already, or null if it is to be published first
 */
public record RunOrigin(
        SourceCode source,
        EvolutionVersion version,
        @Nullable CommitId commit) {
    /** A source of our own, to be published as version 1. */
    public static RunOrigin seed(SourceCode source) {
        return new RunOrigin(source, EvolutionVersion.SEED, null);
    }

    /** The version that the repository has: a run goes on from it. */
    public static RunOrigin published(SourceCode source, EvolutionVersion version, CommitId commit) {
        return new RunOrigin(source, version, commit);
    }
}
