package io.evoforge.engine;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.prompt.PromptWriter;
import java.util.List;

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

    /**
     * What so many candidates would cost at most with these proposers, at a prompt about the source that a run begins with.
     * Asks nobody.
     *
     * @param candidates at least 0
     */
    public static CostEstimate of(EngineSettings settings, List<CandidateProposer> proposers, long candidates) {
        SourceCode source = settings.origin().source();
        String prompt = new PromptWriter(settings.prompt()).withoutMeasurement(source);
        ProposalRequest request = new ProposalRequest(1, 1, 0, settings.seed(), source, prompt);
        long dearest = proposers.stream()
                .mapToLong(proposer -> proposer.atMost(request).microdollars())
                .max()
                .orElse(0);
        return of(candidates, dearest);
    }

    private static CostEstimate of(long candidates, long perCall) {
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
