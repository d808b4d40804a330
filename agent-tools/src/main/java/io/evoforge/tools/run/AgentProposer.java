package io.evoforge.tools.run;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Answers with one source that somebody brought, so that it takes the same way as every other candidate. */
final class AgentProposer implements CandidateProposer {
    static final String NAME = "agent";

    private final String reply;
    private final AtomicLong candidate = new AtomicLong();

    AgentProposer(SourceCode source, String summary) {
        this.reply = summary.strip().replaceAll("\\s+", " ") + "\n\n" + fenced(source.text());
    }

    /** A fence longer than any in the source. */
    private static String fenced(String source) {
        String fence = "```";
        while (source.contains(fence)) {
            fence += "`";
        }
        return fence + "java\n" + source + (source.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    /** The number the source was given, or 0 before it was asked for. */
    long candidate() {
        return candidate.get();
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        if (!candidate.compareAndSet(0, request.candidate()) && candidate.get() != request.candidate()) {
            return Optional.empty();
        }
        return Optional.of(new ModelReply(reply, NAME, TokenUsage.NONE));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return TokenUsage.NONE;
    }

    @Override
    public String name() {
        return NAME;
    }
}
