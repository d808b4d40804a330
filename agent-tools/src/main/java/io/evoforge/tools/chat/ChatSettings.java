package io.evoforge.tools.chat;

/**
 * How a chat behaves.
 *
 * @param confirms whether an action that writes is asked about first
 * @param historyMessages how many messages a conversation with a model remembers, at least 2
 * @param toolCalls how many tools a model may call to answer one message, at least 1
 */
public record ChatSettings(boolean confirms, int historyMessages, int toolCalls) {
    /** Asks first, remembers 40 messages, and lets a model call 10 tools for an answer. */
    public static final ChatSettings DEFAULT = new ChatSettings(true, 40, 10);

    public ChatSettings {
        if (historyMessages < 2 || toolCalls < 1) {
            throw new IllegalArgumentException(
                    "a chat remembers at least 2 messages and allows at least 1 tool call, but" + " was given "
                            + historyMessages + " and " + toolCalls);
        }
    }

    /** The same, asking first or not. */
    public ChatSettings withConfirms(boolean value) {
        return new ChatSettings(value, historyMessages, toolCalls);
    }

    /** The same with another length of memory. */
    public ChatSettings withHistoryMessages(int value) {
        return new ChatSettings(confirms, value, toolCalls);
    }
}
