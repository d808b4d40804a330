package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run, or this part of it, ended.
 *
 * @param end why
 * @param progress how far it came
 * @param champion the version that is current, or null if the run was stopped before the first was measured
 * @param pending what the remote does not have yet, oldest first
 */
public record RunReport(
        End end, RunProgress progress, @Nullable Evolution champion, List<PendingPublication> pending) {
    public RunReport {
        pending = List.copyOf(pending);
    }

    /** Why a run ended. */
    public enum End {
        /** The number of candidates was reached. */
        CANDIDATES,
        /** The number of calls was reached. */
        CALLS,
        /** What is left of the money is not enough for another call. */
        MONEY,
        /** The time is over. */
        TIME,
        /** The proposer has no more to say. */
        PROPOSER_EXHAUSTED,
        /** Somebody stopped it. */
        STOPPED
    }
}
