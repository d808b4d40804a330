package io.evoforge.tools.chat;

import io.evoforge.core.proposal.TokenUsage;

/**
 * A whole answer.
 *
 * @param text the answer; untrusted text where a model wrote it
 * @param asksToConfirm whether it waits for a yes or a no
 * @param usage what it cost; nothing where no model was asked
 */
public record ChatReply(String text, boolean asksToConfirm, TokenUsage usage) {
    /** An answer that cost nothing. */
    public ChatReply(String text, boolean asksToConfirm) {
        this(text, asksToConfirm, TokenUsage.NONE);
    }
}
