package io.evoforge.dashboard.port;

import java.util.OptionalLong;
import java.util.function.Consumer;

/** Answers a person, and does what the person asks for. One conversation; one message at a time. */
public interface Chat {
    /** Who answers, in a few words: a model's name, or that commands are understood. */
    String name();

    /** What its answers cost so far, in millionths of a US dollar; empty if no model answers. */
    OptionalLong spentMicrodollars();

    /**
     * Answers {@code message}.
     *
     * @param pieces is handed the answer as it comes, in pieces to be put together; untrusted text
     * @throws RuntimeException with a message for a person if there is no answer
     */
    void send(String message, Consumer<String> pieces);
}
