package io.evoforge.llm.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.evoforge.core.credentials.Secret;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one request to one model, and reads its answer to the end. Safe for use by several threads. */
final class ModelRequest {
    private final ModelSettings model;
    private final HttpClient client;
    private final HttpVerdict verdict;

    ModelRequest(ModelSettings model, HttpClient client, HttpVerdict verdict) {
        this.model = model;
        this.client = client;
        this.verdict = verdict;
    }

    /**
     * The answer to {@code prompt}, or what follows {@code sofar} if that is not empty.
     *
     * @param characters longer answers are cut off
     * @throws ModelFault if there is no whole answer
     */
    Answer send(String prompt, String sofar, Optional<Secret> key, long seed, int characters, Deadline deadline) {
        StreamWatch watch = new StreamWatch();
        Exchange exchange = new Exchange(client, verdict, deadline, watch);
        StreamedAnswer streamed = new StreamedAnswer(characters);
        long inputTokens = TokenEstimate.atMost(prompt) + TokenEstimate.atMost(sofar);
        ChatRequest request =
                ChatRequest.builder().messages(messages(prompt, sofar)).build();
        ChatModels.create(model, key, seed, inputTokens, exchange).chat(request, streamed);
        if (exchange.fault() != null) {
            throw exchange.fault();
        }
        return answer(prompt, sofar, streamed, watch);
    }

    private static List<ChatMessage> messages(String prompt, String sofar) {
        return sofar.isEmpty()
                ? List.of(UserMessage.from(prompt))
                : List.of(UserMessage.from(prompt), AiMessage.from(sofar), UserMessage.from(Continuation.REQUEST));
    }

    private static Answer answer(String prompt, String sofar, StreamedAnswer streamed, StreamWatch watch) {
        ChatResponse response = streamed.response();
        if (!streamed.isTooLong() && (response == null || !watch.ended())) {
            throw ModelFault.broken(watch, streamed.failure());
        }
        String text = streamed.text().isEmpty() ? watch.refusal() : streamed.text();
        Ending ending = ending(text, streamed, watch, response);
        TokenUsage usage = response == null ? null : response.metadata().tokenUsage();
        Integer input = usage == null ? null : usage.inputTokenCount();
        Integer output = usage == null ? null : usage.outputTokenCount();
        if (input == null || output == null || input == 0) {
            long sent = TokenEstimate.likely(prompt) + TokenEstimate.likely(sofar);
            return new Answer(text, ending, sent, TokenEstimate.likely(text), true);
        }
        return new Answer(text, ending, input, output, false);
    }

    private static Ending ending(
            String text, StreamedAnswer streamed, StreamWatch watch, @Nullable ChatResponse response) {
        ChatResponseMetadata metadata = response == null ? null : response.metadata();
        FinishReason reason = metadata == null ? null : metadata.finishReason();
        if (streamed.isTooLong()) {
            return Ending.TOO_LONG;
        }
        if (watch.refused() || reason == FinishReason.CONTENT_FILTER) {
            return Ending.REFUSED;
        }
        if (text.isBlank()) {
            boolean tool = response != null && response.aiMessage().hasToolExecutionRequests();
            return tool ? Ending.TOOL_CALL : Ending.EMPTY;
        }
        return reason == FinishReason.LENGTH ? Ending.CUT_OFF : Ending.FINISHED;
    }
}
