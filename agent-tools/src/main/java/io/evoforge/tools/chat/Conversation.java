package io.evoforge.tools.chat;

import java.util.function.Consumer;

/**
 * One person's conversation. It remembers a bounded number of messages, and what it asked the person to confirm.
 *
 * <p>Safe for use by several threads; messages are answered one after the other.
 */
public interface Conversation {
    /** Longest message that is read, in characters. */
    int LONGEST_MESSAGE = 16_000;

    /**
     * Answers {@code message}. An action that writes is described first and carried out when the next message says yes,
     * unless the configuration does without.
     *
     * @param pieces is handed the answer as it comes, in pieces to be put together; untrusted text
     * @return the whole answer
     */
    ChatReply say(String message, Consumer<String> pieces);
}
