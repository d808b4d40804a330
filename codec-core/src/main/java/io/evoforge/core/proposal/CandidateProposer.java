package io.evoforge.core.proposal;

import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a prompt with new source: a model, a recording of one, or a program that mutates the champion.
 *
 * <p>The answer is text, as a model writes it: prose, and a fenced file or SEARCH/REPLACE edits. The engine keeps it
 * before reading it. Implementations are safe for use by several threads.
 */
public interface CandidateProposer {
    /**
     * A proposer that asks for no money of ours, such as an agent of your own.
     *
     * @param name who answers, for a person; not blank, and unlike every other proposer's of the run
     * @param answer gives the text, or empty if there is nothing more to propose; called by several threads at once if the run
     *     makes several calls at once
     */
    static CandidateProposer of(String name, Function<ProposalRequest, Optional<String>> answer) {
        return new FreeProposer(name, answer);
    }

    /**
     * One answer to one request. The request's seed is the only source of chance an implementation uses.
     *
     * @return empty if there is nothing more to propose: a recording has ended
     * @throws ProposerException if the model refused us or was out of reach
     */
    Optional<ModelReply> propose(ProposalRequest request);

    /**
     * The most that {@link #propose} can cost for {@code request}, as far as that can be known before: a budget reserves
     * it while the call is under way. {@link TokenUsage#NONE} where no model is asked.
     */
    TokenUsage atMost(ProposalRequest request);

    /** Who answers, for a person: the name of the model or of the method. */
    String name();
}
