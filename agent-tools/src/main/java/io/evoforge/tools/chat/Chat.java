package io.evoforge.tools.chat;

/** Whom people talk to. Safe for use by several threads; each person gets a conversation of their own. */
public interface Chat {
    /** Who answers, in a few words: a model's name, or that commands are understood. */
    String name();

    /** A new conversation. */
    Conversation open();
}
