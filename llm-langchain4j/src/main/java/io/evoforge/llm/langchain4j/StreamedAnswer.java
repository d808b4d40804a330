package io.evoforge.llm.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/** Collects the text of one streamed answer, and stops the stream when it grows too long. */
final class StreamedAnswer implements StreamingChatResponseHandler {
    private final int maximumCharacters;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

    StreamedAnswer(int maximumCharacters) {
        this.maximumCharacters = maximumCharacters;
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        if (tooLong) {
            return;
        }
        text.append(part.text());
        if (text.length() > maximumCharacters) {
            tooLong = true;
            text.setLength(maximumCharacters + 1); // one more than is taken, so that a reader sees that it is too long
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    @Override
    public void onError(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }

    String text() {
        return text.toString();
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** The whole answer as LangChain4j understood it, or null if it did not come to its end. */
    @Nullable
    ChatResponse response() {
        return response;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
