package io.evoforge.testkit.github;

import org.jspecify.annotations.Nullable;

/** An entry of the {@code errors} of a GraphQL answer. */
final class GraphQlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String type;

    GraphQlFault(@Nullable String type, String message) {
        super(message);
        this.type = type;
    }

    @Nullable
    String type() {
        return type;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
