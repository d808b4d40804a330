package io.evoforge.testkit.proposal;

import java.util.List;
import java.util.Map;

/**
 * What {@link StubModelServer} was asked.
 *
 * @param number of the request, from 1
 * @param model the model's name
 * @param messages the conversation: texts of user and assistant in turn, the prompt first
 * @param maximumTokens the longest answer that was asked for, 0 if none was named
 * @param headers of the request, names in lower case
 * @param body as it came
 */
public record ModelQuestion(
        int number, String model, List<String> messages, int maximumTokens, Map<String, String> headers, String body) {
    public ModelQuestion {
        messages = List.copyOf(messages);
        headers = Map.copyOf(headers);
    }

    /** The first message. */
    public String prompt() {
        return messages.get(0);
    }
}
