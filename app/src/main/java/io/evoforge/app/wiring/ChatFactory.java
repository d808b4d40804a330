package io.evoforge.app.wiring;

import com.google.inject.Inject;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ModelConfig;
import io.evoforge.llm.langchain4j.LangChain4jChatModel;
import io.evoforge.llm.langchain4j.ModelPrice;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.chat.Chat;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.CommandChat;
import io.evoforge.tools.langchain4j.ModelChat;
import java.time.Clock;
import java.time.Duration;

/** Makes the chat about some tools: with the configured model, or with commands. */
final class ChatFactory {
    /** The model ends its own calls at its deadline; waiting as long again is only for what it cannot end. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final AppConfig config;
    private final Clock clock;

    @Inject
    ChatFactory(AppConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The chat; nothing is asked yet. */
    Chat chat(AgentTools tools, ChatSettings settings) {
        return switch (config.chat().kind()) {
            case COMMANDS -> new CommandChat(tools, settings, clock);
            case AUTO ->
                config.proposer().models().isEmpty()
                        ? new CommandChat(tools, settings, clock)
                        : withModel(tools, settings);
            case MODEL -> withModel(tools, settings);
        };
    }

    private Chat withModel(AgentTools tools, ChatSettings settings) {
        ModelConfig model = config.proposer().models().get(0);
        ModelPrice price = model.settings().price();
        return ModelChat.streaming(
                        model.settings().name(),
                        new LangChain4jChatModel(model.settings(), ConfiguredKey.masked(model), clock),
                        tools,
                        settings,
                        clock,
                        model.settings().limits().deadline().plus(GRACE))
                .withPrice((price == null ? ModelPrice.FREE : price)::microdollars);
    }
}
