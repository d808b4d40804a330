package io.evoforge.llm.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.evoforge.core.proposal.ProposerException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A configured model as LangChain4j knows models, for a conversation with tools. It is asked as a proposer is: the key is
 * read for every request and kept nowhere, an answer has a deadline and a largest size, and redirects are not followed.
 * Requests are not tried again: a person waits, and can say it again.
 *
 * <p>An answer comes in the calling thread, which ends it when interrupted. A fault is a {@link ProposerException} that says
 * what to do. Every answer tells its token counts; where the provider does not, they are an estimate. Safe for use by several
 * threads.
 */
public final class LangChain4jChatModel implements StreamingChatModel {
    private final ModelSettings model;
    private final ModelKey key;
    private final HttpVerdict verdict;
    private final java.net.http.HttpClient client = Exchange.client();

    /**
     * A model to talk with.
     *
     * @param key asked before every request
     * @param clock for dates in answers; durations are measured on a clock of their own
     */
    public LangChain4jChatModel(ModelSettings model, ModelKey key, Clock clock) {
        this.model = model;
        this.key = key;
        this.verdict = new HttpVerdict(clock);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        StreamWatch watch = new StreamWatch();
        Exchange exchange =
                new Exchange(client, verdict, Deadline.in(model.limits().deadline()), watch);
        WholeAnswer answer = new WholeAnswer(handler, model.limits().characters());
        long inputTokens = TokenEstimate.atMost(request.messages().toString());
        try {
            ChatModels.create(model, ChatModels.keyNow(model, key), 0, inputTokens, exchange)
                    .chat(request, answer);
            if (exchange.fault() != null) {
                throw exchange.fault();
            }
            handler.onCompleteResponse(answer.complete(request, watch));
        } catch (ModelFault e) {
            handler.onError(new ProposerException(e.reason(), e.withAdvice(), e));
        }
    }

    /** Hands text on as it comes, and keeps the end back until it is known to be the end. */
    private static final class WholeAnswer implements StreamingChatResponseHandler {
        private final StreamingChatResponseHandler next;
        private final int maximumCharacters;
        private int characters;
        private @Nullable ChatResponse response;
        private @Nullable Throwable failure;

        WholeAnswer(StreamingChatResponseHandler next, int maximumCharacters) {
            this.next = next;
            this.maximumCharacters = maximumCharacters;
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            characters += part.text().length();
            if (characters > maximumCharacters) {
                context.streamingHandle().cancel();
            } else {
                next.onPartialResponse(part, context);
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse complete) {
            response = complete;
        }

        @Override
        public void onError(Throwable error) {
            failure = failure == null ? error : failure;
        }

        ChatResponse complete(ChatRequest request, StreamWatch watch) {
            if (characters > maximumCharacters) {
                throw ModelFault.lasting(
                        ProposerException.Reason.REFUSED,
                        "its answer is longer than " + maximumCharacters + " characters",
                        null);
            }
            if (response == null || !watch.ended()) {
                throw ModelFault.broken(watch, failure);
            }
            AiMessage said = response.aiMessage();
            if (watch.refused() && characters == 0 && !said.hasToolExecutionRequests()) {
                String refusal = watch.refusal().isEmpty() ? "The model declined to answer." : watch.refusal();
                next.onPartialResponse(refusal);
                said = AiMessage.from(refusal);
            }
            return ChatResponse.builder()
                    .aiMessage(said)
                    .metadata(response.metadata().toBuilder()
                            .tokenUsage(
                                    counted(request, said, response.metadata().tokenUsage()))
                            .build())
                    .build();
        }

        private static TokenUsage counted(ChatRequest request, AiMessage said, @Nullable TokenUsage told) {
            if (told != null
                    && told.inputTokenCount() != null
                    && told.outputTokenCount() != null
                    && told.inputTokenCount() > 0) {
                return told;
            }
            return new TokenUsage((int) TokenEstimate.likely(request.messages().toString()), (int)
                    TokenEstimate.likely(said.toString()));
        }
    }
}
