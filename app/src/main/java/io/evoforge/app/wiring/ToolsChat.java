package io.evoforge.app.wiring;

import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.dashboard.port.Chat;
import io.evoforge.tools.chat.Conversation;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The chat of the tools, as the page holds it: one conversation. */
final class ToolsChat implements Chat {
    private final io.evoforge.tools.chat.Chat chat;
    private final Conversation conversation;

    ToolsChat(io.evoforge.tools.chat.Chat chat) {
        this.chat = chat;
        this.conversation = chat.open();
    }

    @Override
    public String name() {
        return chat.name();
    }

    @Override
    public OptionalLong spentMicrodollars() {
        return chat.spent().stream().mapToLong(TokenUsage::microdollars).findAny();
    }

    @Override
    public void send(String message, Consumer<String> pieces) {
        conversation.say(message, pieces);
    }
}
