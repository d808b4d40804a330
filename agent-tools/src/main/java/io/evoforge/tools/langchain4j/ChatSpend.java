package io.evoforge.tools.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.chat.TokenPrice;
import org.jspecify.annotations.Nullable;

/** Counts what a model's answers cost. Safe for use by several threads. */
final class ChatSpend {
    private final TokenPrice price;
    private TokenUsage total = TokenUsage.NONE;

    ChatSpend(TokenPrice price) {
        this.price = price;
    }

    synchronized TokenUsage total() {
        return total;
    }

    synchronized void add(ChatResponse response) {
        var told = response.tokenUsage();
        if (told != null) {
            total = sum(total, usage(count(told.inputTokenCount()), count(told.outputTokenCount())));
        }
    }

    private TokenUsage usage(long input, long output) {
        return new TokenUsage(input, output, price.microdollars(input, output));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static TokenUsage sum(TokenUsage one, TokenUsage other) {
        return new TokenUsage(
                one.inputTokens() + other.inputTokens(),
                one.outputTokens() + other.outputTokens(),
                one.microdollars() + other.microdollars());
    }

    /** What was added since {@code before}, by whomever. */
    TokenUsage since(TokenUsage before) {
        TokenUsage now = total();
        return new TokenUsage(
                now.inputTokens() - before.inputTokens(),
                now.outputTokens() - before.outputTokens(),
                now.microdollars() - before.microdollars());
    }
}
