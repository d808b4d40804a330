package io.evoforge.llm.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.proposal.ProposerException.Reason;
import java.util.Map;
import java.util.Optional;

/** LangChain4j's model for one request: nothing of a key stays in it for longer. */
final class ChatModels {
    /** Ollama forgets the beginning of what does not fit into its window, which is small unless asked for more. */
    private static final int WINDOW_STEP = 4096;

    private ChatModels() {}

    static StreamingChatModel create(
            ModelSettings model, Optional<Secret> key, long seed, long inputTokens, Exchange exchange) {
        int outputTokens = model.limits().outputTokens();
        return switch (model.provider()) {
            case ANTHROPIC ->
                AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(exchange)
                        .baseUrl(model.baseUrl().toString())
                        .apiKey(key.map(Secret::reveal).orElse("none"))
                        .modelName(model.model())
                        .maxTokens(outputTokens)
                        .temperature(model.temperature())
                        .build();
            case OPENAI -> {
                var builder = OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(exchange)
                        .baseUrl(model.baseUrl().toString())
                        .modelName(model.model())
                        .temperature(model.temperature());
                key.ifPresent(secret -> builder.apiKey(secret.reveal()));
                // OpenAI's newer models refuse the older name, and most servers that speak like it know only that
                if (model.baseUrl().equals(model.provider().baseUrl())) {
                    builder.maxCompletionTokens(outputTokens);
                } else {
                    builder.maxTokens(outputTokens);
                }
                yield builder.build();
            }
            case OLLAMA -> {
                var builder = OllamaStreamingChatModel.builder()
                        .httpClientBuilder(exchange)
                        .baseUrl(model.baseUrl().toString())
                        .modelName(model.model())
                        .numPredict(outputTokens)
                        .numCtx(window(inputTokens + outputTokens))
                        .seed((int) (seed & Integer.MAX_VALUE))
                        .temperature(model.temperature());
                key.ifPresent(secret -> builder.customHeaders(Map.of("Authorization", "Bearer " + secret.reveal())));
                yield builder.build();
            }
        };
    }

    /** The key as it is now; a provider that answers nobody without one is not asked without one. */
    static Optional<Secret> keyNow(ModelSettings model, ModelKey key) {
        Optional<Secret> found = key.find();
        boolean ownAddress = model.baseUrl().equals(model.provider().baseUrl());
        if (found.isEmpty() && ownAddress && model.provider().needsKey()) {
            throw ModelFault.lasting(Reason.UNAUTHENTICATED, "there is no key for it", null);
        }
        return found;
    }

    private static int window(long tokens) {
        return Math.toIntExact((tokens + WINDOW_STEP - 1) / WINDOW_STEP * WINDOW_STEP);
    }
}
