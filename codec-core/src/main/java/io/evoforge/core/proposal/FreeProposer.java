package io.evoforge.core.proposal;

import java.util.Optional;
import java.util.function.Function;

/** Answers with what a function gives, which costs the run nothing. */
record FreeProposer(String name, Function<ProposalRequest, Optional<String>> answer) implements CandidateProposer {
    FreeProposer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a proposer needs a name");
        }
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        return answer.apply(request).map(text -> new ModelReply(text, name, TokenUsage.NONE));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return TokenUsage.NONE;
    }
}
