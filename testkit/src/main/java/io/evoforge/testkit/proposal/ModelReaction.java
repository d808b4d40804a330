package io.evoforge.testkit.proposal;

import java.io.IOException;
import java.util.Map;

/** How {@link StubModelServer} reacts to a question. */
@FunctionalInterface
public interface ModelReaction {
    /** Plays the reaction into one answer. */
    void play(ModelStream answer) throws IOException, InterruptedException;

    /** A whole answer, in a few pieces. */
    static ModelReaction says(String text) {
        return answer -> {
            answer.begin();
            answer.text(text);
            answer.end(ModelStream.Finish.STOP);
        };
    }

    /** An answer that was cut at the length limit. */
    static ModelReaction cutOff(String text) {
        return answer -> {
            answer.begin();
            answer.text(text);
            answer.end(ModelStream.Finish.LENGTH);
        };
    }

    /** An answer in which the model declines. */
    static ModelReaction refuses(String text) {
        return answer -> {
            answer.begin();
            answer.refusal(text);
            answer.end(ModelStream.Finish.REFUSAL);
        };
    }

    /** An answer that only asks for a tool, with these arguments, a JSON object. */
    static ModelReaction callsTool(String name, String arguments) {
        return answer -> {
            answer.begin();
            answer.toolCall(name, arguments);
            answer.end(ModelStream.Finish.TOOL);
        };
    }

    /** An answer that the connection does not survive. */
    static ModelReaction breaksOff(String text) {
        return answer -> {
            answer.begin();
            answer.text(text);
            answer.hangUp();
        };
    }

    /** An answer that begins and never goes on. */
    static ModelReaction stalls(String text) {
        return answer -> {
            answer.begin();
            answer.text(text);
            answer.stall();
        };
    }

    /** Nothing at all comes, not even a status. */
    static ModelReaction silence() {
        return ModelStream::stall;
    }

    /** An error after the answer has begun. */
    static ModelReaction failsMidway(String type, String message) {
        return answer -> {
            answer.begin();
            answer.text("a beginning");
            answer.error(type, message);
        };
    }

    /** An error by status, in the provider's form. */
    static ModelReaction fails(int status, String type, String message, Map<String, String> headers) {
        return answer -> answer.failure(status, type, message, headers);
    }

    /** Whatever it is. */
    static ModelReaction raw(int status, String contentType, String body) {
        return answer -> answer.raw(status, contentType, body, Map.of());
    }
}
