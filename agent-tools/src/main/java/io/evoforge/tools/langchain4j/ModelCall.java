package io.evoforge.tools.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One call of a model, whichever way its answer comes. */
@FunctionalInterface
interface ModelCall {
    /**
     * Asks, and hands text to {@code pieces} as it comes.
     *
     * @throws RuntimeException if there is no answer
     */
    ChatResponse ask(ChatRequest request, Consumer<String> pieces);

    static ModelCall whole(ChatModel model) {
        return (request, pieces) -> {
            ChatResponse answer = model.chat(request);
            String text = answer.aiMessage().text();
            if (text != null) {
                pieces.accept(text);
            }
            return answer;
        };
    }

    static ModelCall inPieces(StreamingChatModel model, Duration deadline) {
        return (request, pieces) -> {
            CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
            model.chat(request, new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String piece) {
                    if (!answer.isDone()) { // what comes after the deadline belongs to no answer
                        pieces.accept(piece);
                    }
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    answer.complete(response);
                }

                @Override
                public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                }
            });
            return awaited(answer, deadline);
        };
    }

    private static ChatResponse awaited(CompletableFuture<ChatResponse> answer, Duration deadline) {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IllegalStateException("no whole answer within " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model answered", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
