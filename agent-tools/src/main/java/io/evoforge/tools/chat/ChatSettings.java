package io.evoforge.tools.chat;

import org.jspecify.annotations.Nullable;

/**
 * How a chat behaves.
 *
 * @param confirms whether an action that writes is asked about first
 * @param historyMessages how many messages a conversation with a model remembers, at least 2
 * @param toolCalls how many tools a model may call to answer one message, at least 1
 * @param microdollars after how many millionths of a US dollar a model is asked nothing more, or null for no limit
 */
public record ChatSettings(
        boolean confirms,
        int historyMessages,
        int toolCalls,
        @Nullable Long microdollars) {
    /** Asks first, remembers 40 messages, lets a model call 10 tools for an answer, and has no limit of money. */
    public static final ChatSettings DEFAULT = new ChatSettings(true, 40, 10, null);

    public ChatSettings {
        if (historyMessages < 2 || toolCalls < 1) {
            throw new IllegalArgumentException(
                    "a chat remembers at least 2 messages and allows at least 1 tool call, but was given "
                            + historyMessages + " and " + toolCalls);
        }
        if (microdollars != null && microdollars < 0) {
            throw new IllegalArgumentException("the limit of a chat is at least 0 but was " + microdollars);
        }
    }

    /** The same, asking first or not. */
    public ChatSettings withConfirms(boolean value) {
        return new ChatSettings(value, historyMessages, toolCalls, microdollars);
    }

    /** The same with another length of memory. */
    public ChatSettings withHistoryMessages(int value) {
        return new ChatSettings(confirms, value, toolCalls, microdollars);
    }

    /** The same with another limit of money, null for none. */
    public ChatSettings withMicrodollars(@Nullable Long value) {
        return new ChatSettings(confirms, historyMessages, toolCalls, value);
    }
}
