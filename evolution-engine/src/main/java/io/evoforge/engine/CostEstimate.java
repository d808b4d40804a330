package io.evoforge.engine;

import io.evoforge.core.proposal.CandidateProposer;

/**
 * What a run would cost at most, before anything is asked.
 *
 * @param candidates how many candidates it is for
 * @param microdollarsPerCall the most that one first call may cost, with the dearest of the proposers
 * @param microdollars for one call each, in millionths of a US dollar
 * @param microdollarsWithRepairs if every candidate also needs its repair turn, whose prompt is longer
 */
public record CostEstimate(long candidates, long microdollarsPerCall, long microdollars, long microdollarsWithRepairs) {
    /** A repair turn shows the request and the answer once more, so it is taken to cost twice a first call. */
    private static final int REPAIR_FACTOR = 3;

    static CostEstimate of(long candidates, long perCall) {
        return new CostEstimate(
                candidates,
                perCall,
                Math.multiplyExact(candidates, perCall),
                Math.multiplyExact(candidates, REPAIR_FACTOR * perCall));
    }

    /** Whether nothing is paid for: no {@link CandidateProposer} asks a model. */
    public boolean isFree() {
        return microdollarsPerCall == 0;
    }
}
