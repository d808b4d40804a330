package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import io.evoforge.vcs.message.RecordedEvolution;

/**
 * The version that the branch holds, and that did not come from this run: another agent was faster, or a person went back
 * to an earlier one.
 *
 * @param source exactly as committed
 * @param recorded what its commit says
 * @param highest the highest number that any version of the branch has
 */
public record ForeignVersion(SourceCode source, RecordedEvolution recorded, EvolutionVersion highest) {
    /** Who committed it, for a person. */
    public String author() {
        if (recorded.rollbackOf() != null || recorded.id() == null) {
            return "a rollback";
        }
        return recorded.agent() == null ? "another run" : "agent '" + recorded.agent() + "'";
    }
}
