package io.evoforge.benchmarks;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A model that thinks for a fixed time and answers by a function of the request. */
record StubProposer(Duration thinking, Function<ProposalRequest, String> answers) implements CandidateProposer {
    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        LockSupport.parkNanos(thinking.toNanos());
        return Optional.of(new ModelReply(answers.apply(request), name(), TokenUsage.NONE));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return TokenUsage.NONE;
    }

    @Override
    public String name() {
        return "stub";
    }
}
