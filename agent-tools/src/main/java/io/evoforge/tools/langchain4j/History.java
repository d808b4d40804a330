package io.evoforge.tools.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is told of the conversation: the instructions, and the last turns. A turn, from a person's message to the
 * next, is forgotten as a whole, because providers refuse a tool's answer without the call it belongs to.
 */
final class History {
    private final SystemMessage instructions;
    private final int most;
    private final List<ChatMessage> messages = new ArrayList<>();

    History(String instructions, int most) {
        this.instructions = SystemMessage.from(instructions);
        this.most = most;
    }

    void add(ChatMessage message) {
        messages.add(message);
        while (messages.size() > most && secondTurn() > 0) {
            messages.subList(0, secondTurn()).clear();
        }
    }

    /** Forgets everything from the last message of a person on. */
    void forgetLastTurn() {
        int last = messages.size() - 1;
        while (last >= 0 && !(messages.get(last) instanceof UserMessage)) {
            last--;
        }
        if (last >= 0) {
            messages.subList(last, messages.size()).clear();
        }
    }

    /** Where the turn after the oldest begins, or 0 if there is only one. */
    private int secondTurn() {
        for (int i = 1; i < messages.size(); i++) {
            if (messages.get(i) instanceof UserMessage) {
                return i;
            }
        }
        return 0;
    }

    List<ChatMessage> all() {
        List<ChatMessage> all = new ArrayList<>(messages.size() + 1);
        all.add(instructions);
        all.addAll(messages);
        return all;
    }
}
