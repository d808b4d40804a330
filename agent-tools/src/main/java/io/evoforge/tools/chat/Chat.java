package io.evoforge.tools.chat;

import io.evoforge.core.proposal.TokenUsage;
import java.util.Optional;

/** Whom people talk to. Safe for use by several threads; each person gets a conversation of their own. */
public interface Chat {
    /** Who answers, in a few words: a model's name, or that commands are understood. */
    String name();

    /** A new conversation. */
    Conversation open();

    /** What all its answers cost so far; empty if no model answers. */
    Optional<TokenUsage> spent();
}
