package io.evoforge.dashboard.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A candidate as one row of a list.
 *
 * @param number of the candidate, from 1
 * @param state what became of it so far
 * @param summary one line by the proposer about its change; untrusted text
 * @param reason why it was decided so, or what went wrong last; may hold untrusted text; null while there is nothing
 * @param parent what it was to improve: {@code v3} or {@code #17}
 * @param parentCandidate number of that candidate, or null if it is a version
 * @param proposer who was asked
 * @param approach which kind of change was asked for
 * @param stage at which the evaluator refused it, in lower case, or null
 * @param trainingBdRatePercent against the champion on the training sequences, or null if it was not compared
 * @param heldOutBdRatePercent against the champion on the held-out sequences, or null if it was not compared
 * @param bitrateMbps at the reference PSNR on the training sequences, or null if it was not measured
 * @param version it became, or null
 * @param microdollars what its calls cost, in millionths of a US dollar
 * @param plannedAt when it was asked for
 * @param decidedAt when it was decided, or null
 */
public record CandidateRow(
        long number,
        CandidateState state,
        String summary,
        @Nullable String reason,
        String parent,
        @Nullable Long parentCandidate,
        String proposer,
        String approach,
        @Nullable String stage,
        @Nullable Double trainingBdRatePercent,
        @Nullable Double heldOutBdRatePercent,
        @Nullable Double bitrateMbps,
        @Nullable Integer version,
        long microdollars,
        Instant plannedAt,
        @Nullable Instant decidedAt) {}
