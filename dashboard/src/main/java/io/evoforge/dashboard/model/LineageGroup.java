package io.evoforge.dashboard.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that were to improve one source.
 *
 * @param parent {@code v3} or {@code #17}
 * @param version of the parent, or null if it is a candidate that was not adopted
 * @param parentCandidate number of the parent, 0 for the source the run began with
 * @param total how many candidates
 * @param counts how many of each state
 * @param candidates the newest of them, oldest first
 */
public record LineageGroup(
        String parent,
        @Nullable Integer version,
        long parentCandidate,
        long total,
        Map<CandidateState, Long> counts,
        List<Dot> candidates) {
    public LineageGroup {
        counts = Map.copyOf(counts);
        candidates = List.copyOf(candidates);
    }

    /** One candidate; {@code bdRatePercent} on the training sequences, or null; {@code version} it became, or null. */
    public record Dot(
            long number,
            CandidateState state,
            @Nullable Double bdRatePercent,
            @Nullable Integer version) {}
}
