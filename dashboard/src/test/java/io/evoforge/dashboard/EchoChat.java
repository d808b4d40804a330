package io.evoforge.dashboard;

import io.evoforge.dashboard.port.Chat;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Says what it heard, in two pieces, and keeps it. */
final class EchoChat implements Chat {
    private final StringBuilder heard;

    EchoChat(StringBuilder heard) {
        this.heard = heard;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public OptionalLong spentMicrodollars() {
        return OptionalLong.empty();
    }

    @Override
    public void send(String message, Consumer<String> pieces) {
        heard.append(message).append('\n');
        pieces.accept("You said: ");
        pieces.accept(message);
    }
}
