package io.evoforge.tools.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.chat.Chat;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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

    private ModelChat(String name, AgentTools tools, ModelCall model, ChatSettings settings) {
        this.name = name;
        this.tools = new EvoforgeTools(tools);
        this.model = model;
        this.settings = settings;
    }

    /** A chat with {@code model}, whose answers come whole. */
    public static ModelChat of(String name, ChatModel model, AgentTools tools, ChatSettings settings) {
        return new ModelChat(name, tools, ModelCall.whole(model), settings);
    }

    /**
     * A chat with {@code model}, whose answers come in pieces.
     *
     * @param deadline how long to wait for a whole answer
     */
    public static ModelChat streaming(
            String name, StreamingChatModel model, AgentTools tools, ChatSettings settings, Duration deadline) {
        return new ModelChat(name, tools, ModelCall.inPieces(model, deadline), settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Conversation open() {
        return new ModelConversation(tools, model, settings, instructions());
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
