package io.evoforge.tools;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import java.util.Optional;

/** Each candidate is a tenth smaller than the one before. */
final class StubProposer implements CandidateProposer {
    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        double bits = Math.pow(0.9, (double) request.candidate());
        return Optional.of(new ModelReply(
                "Codes less\n\n```java\n"
                        + Bench.codec(bits, "// " + request.candidate()).text() + "```\n",
                "stub",
                new TokenUsage(10, 20, 500)));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return new TokenUsage(10, 20, 500);
    }

    @Override
    public String name() {
        return "stub";
    }
}
