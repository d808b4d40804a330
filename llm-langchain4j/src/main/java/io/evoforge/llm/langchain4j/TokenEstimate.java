package io.evoforge.llm.langchain4j;

import java.nio.charset.StandardCharsets;

/** Token counts where nobody told us. Each is on the safe side of what it is used for. */
final class TokenEstimate {
    /** Roles and separators around the messages of a request. */
    private static final int FRAME = 64;

    private TokenEstimate() {}

    /** The most that a text is likely to take: source code takes a token for three to four bytes. */
    static long atMost(String text) {
        return bytes(text) / 2 + FRAME;
    }

    /** What a text is likely to have taken. */
    static long likely(String text) {
        return (bytes(text) + 2) / 3;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
