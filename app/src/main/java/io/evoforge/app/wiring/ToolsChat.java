package io.evoforge.app.wiring;

import io.evoforge.dashboard.port.Chat;
import io.evoforge.tools.chat.Conversation;
import java.util.function.Consumer;

/** The chat of the tools, as the page holds it: one conversation. */
final class ToolsChat implements Chat {
    private final String name;
    private final Conversation conversation;

    ToolsChat(io.evoforge.tools.chat.Chat chat) {
        this.name = chat.name();
        this.conversation = chat.open();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(String message, Consumer<String> pieces) {
        conversation.say(message, pieces);
    }
}
