package io.evoforge.testkit.proposal;

/** The wire formats that {@link StubModelServer} speaks. */
public enum ModelWire {
    /** Anthropic's Messages: server-sent events with names. */
    ANTHROPIC("/v1/messages", "text/event-stream; charset=utf-8"),
    /** OpenAI's Chat Completions: server-sent events without names, and {@code [DONE]} at the end. */
    OPENAI("/v1/chat/completions", "text/event-stream; charset=utf-8"),
    /** Ollama's chat: a JSON object in each line. */
    OLLAMA("/api/chat", "application/x-ndjson");

    private final String path;
    private final String streamType;

    ModelWire(String path, String streamType) {
        this.path = path;
        this.streamType = streamType;
    }

    /** Where a chat is asked for. */
    String path() {
        return path;
    }

    /** Content type of a streamed answer. */
    String streamType() {
        return streamType;
    }

    /** The part of the path that belongs to the address of the interface. */
    String basePath() {
        return this == OLLAMA ? "/" : "/v1/";
    }
}
