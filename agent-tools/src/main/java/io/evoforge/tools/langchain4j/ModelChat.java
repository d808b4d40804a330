package io.evoforge.tools.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.chat.Chat;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.ChatTexts;
import io.evoforge.tools.chat.Conversation;
import io.evoforge.tools.chat.TokenPrice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The chat with a model, which answers from the tools. What the model wants written is asked about first, by us and not
 * by the model, unless the settings do without.
 *
 * <p>Safe for use by several threads.
 */
public final class ModelChat implements Chat {
    private final String name;
    private final EvoforgeTools tools;
    private final ModelCall model;
    private final ChatSettings settings;
    private final ChatTexts texts;
    private final ChatSpend spend;

    private ModelChat(
            String name,
            EvoforgeTools tools,
            ModelCall model,
            ChatSettings settings,
            ChatTexts texts,
            TokenPrice price) {
        this.name = name;
        this.tools = tools;
        this.model = model;
        this.settings = settings;
        this.texts = texts;
        this.spend = new ChatSpend(price);
    }

    /** A chat with {@code model}, whose answers come whole and are not charged. */
    public static ModelChat of(String name, ChatModel model, AgentTools tools, ChatSettings settings, Clock clock) {
        return new ModelChat(
                name,
                new EvoforgeTools(tools),
                ModelCall.whole(model),
                settings,
                new ChatTexts(clock),
                TokenPrice.FREE);
    }

    /**
     * A chat with {@code model}, whose answers come in pieces and are not charged.
     *
     * @param deadline how long to wait for a whole answer
     */
    public static ModelChat streaming(
            String name,
            StreamingChatModel model,
            AgentTools tools,
            ChatSettings settings,
            Clock clock,
            Duration deadline) {
        return new ModelChat(
                name,
                new EvoforgeTools(tools),
                ModelCall.inPieces(model, deadline),
                settings,
                new ChatTexts(clock),
                TokenPrice.FREE);
    }

    /** The same chat with a model that charges {@code price}; nothing is spent yet. */
    public ModelChat withPrice(TokenPrice price) {
        return new ModelChat(name, tools, model, settings, texts, price);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<TokenUsage> spent() {
        return Optional.of(spend.total());
    }

    @Override
    public Conversation open() {
        return new ModelConversation(tools, model, settings, texts, spend, instructions());
    }

    private static String instructions() {
        try (InputStream text = ModelChat.class.getResourceAsStream("instructions.txt")) {
            if (text == null) {
                throw new IllegalStateException("the instructions for the model are not beside their class");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the instructions for the model cannot be read", e);
        }
    }
}
