package io.evoforge.core.review;

import io.evoforge.core.proposal.TokenUsage;
import java.util.List;

/**
 * What a reviewer said. All texts are by a model and untrusted: make them harmless before they are shown anywhere.
 *
 * @param summary what the change does, in a few sentences
 * @param risks what may go wrong, one sentence each; may be empty
 * @param verdict what the reviewer would do
 * @param comments about single lines; may be empty
 * @param model who answered
 * @param usage what it cost, the repair turn included
 */
public record ReviewReply(
        String summary,
        List<String> risks,
        ReviewVerdict verdict,
        List<LineComment> comments,
        String model,
        TokenUsage usage) {
    public ReviewReply {
        risks = List.copyOf(risks);
        comments = List.copyOf(comments);
    }
}
