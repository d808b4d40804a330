package io.evoforge.tools.mcp;

/**
 * How the server presents itself and what it takes.
 *
 * @param version of Evoforge, as the server tells it
 * @param maxMessageBytes longest message that is read, in bytes
 */
public record McpSettings(String version, int maxMessageBytes) {
    /** Longest message by default: room for the longest source and for JSON around it. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 4_000_000;

    public McpSettings {
        if (maxMessageBytes < 1_000) {
            throw new IllegalArgumentException(
                    "a message has room for at least 1000 bytes but was limited to " + maxMessageBytes);
        }
    }

    /** The usual limit. */
    public static McpSettings of(String version) {
        return new McpSettings(version, DEFAULT_MAX_MESSAGE_BYTES);
    }
}
