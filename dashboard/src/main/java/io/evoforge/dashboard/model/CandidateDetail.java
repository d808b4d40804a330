package io.evoforge.dashboard.model;

import io.evoforge.core.source.LineDiff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one candidate.
 *
 * @param row what the list shows
 * @param faults why answers could not be used, in order; may hold untrusted text
 * @param diagnostics of the evaluator, in order; may hold untrusted text
 * @param training against the champion, sequence by sequence; empty if it was not compared
 * @param heldOut against the champion, sequence by sequence; empty if it was not compared
 * @param curves its own and its parent's, where they were measured
 * @param reply the last answer as it came; untrusted text; null if there is none
 * @param model who answered, or null
 * @param diff from its parent; empty if there is no source
 * @param source the whole file, or null if there is none; untrusted text
 */
public record CandidateDetail(
        CandidateRow row,
        List<String> faults,
        List<Message> diagnostics,
        List<BdRate> training,
        List<BdRate> heldOut,
        List<Curve> curves,
        @Nullable String reply,
        @Nullable String model,
        List<LineDiff.Hunk> diff,
        @Nullable String source) {
    /** A diagnostic; {@code line} and {@code column} are 0 if it has no place. */
    public record Message(int line, int column, String message) {}

    /** A BD-rate in percent on one sequence. */
    public record BdRate(String sequence, double percent) {}
}
