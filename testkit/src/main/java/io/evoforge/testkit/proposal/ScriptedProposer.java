package io.evoforge.testkit.proposal;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A proposer that answers by a function of the request, and remembers what it was asked. */
public final class ScriptedProposer implements CandidateProposer {
    private final String name;
    private final TokenUsage usage;
    private final Function<ProposalRequest, Optional<String>> script;
    private final List<ProposalRequest> requests = new CopyOnWriteArrayList<>();

    /** A proposer that answers by {@code script}, each time for {@code usage}; it never answers where the script is empty. */
    public ScriptedProposer(String name, TokenUsage usage, Function<ProposalRequest, Optional<String>> script) {
        this.name = name;
        this.usage = usage;
        this.script = script;
    }

    /** A proposer that gives these answers to calls 1, 2, ... for nothing, and then has no more. */
    public static ScriptedProposer of(String... replies) {
        return new ScriptedProposer(
                "scripted",
                TokenUsage.NONE,
                request -> request.call() <= replies.length
                        ? Optional.of(replies[Math.toIntExact(request.call() - 1)])
                        : Optional.empty());
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        requests.add(request);
        return script.apply(request).map(text -> new ModelReply(text, name, usage));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return usage;
    }

    @Override
    public String name() {
        return name;
    }

    /** What was asked so far, by the number of the call. */
    public List<ProposalRequest> requests() {
        return requests.stream()
                .sorted(Comparator.comparingLong(ProposalRequest::call))
                .toList();
    }
}
