package io.evoforge.engine.reply;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What some models think aloud before they answer, between {@code <think>} and {@code </think>}. Servers that do not take it
 * out send it as a part of the answer; where the model's template begins it, only the closing tag comes.
 */
final class Thinking {
    private static final Pattern BEGIN = Pattern.compile("\\s*+<think(?:ing)?>");
    private static final Pattern END = Pattern.compile("</think(?:ing)?>");

    private Thinking() {}

    /** The answer that follows the thinking in {@code reply}; empty if it was cut short before. */
    static Optional<String> without(String reply) {
        Matcher end = END.matcher(reply);
        if (end.find()) {
            return Optional.of(reply.substring(end.end()));
        }
        return BEGIN.matcher(reply).lookingAt() ? Optional.empty() : Optional.of(reply);
    }
}
