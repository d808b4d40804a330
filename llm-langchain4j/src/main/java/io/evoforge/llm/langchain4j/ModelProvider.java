package io.evoforge.llm.langchain4j;

import java.net.URI;

/** Whose interface a model is asked through. */
public enum ModelProvider {
    /** Anthropic's Messages interface. */
    ANTHROPIC("https://api.anthropic.com/v1/", true),
    /** OpenAI's Chat Completions, which most servers for open models speak too. */
    OPENAI("https://api.openai.com/v1/", true),
    /** Ollama's own interface, on this machine unless told otherwise. */
    OLLAMA("http://localhost:11434/", false);

    private final URI baseUrl;
    private final boolean needsKey;

    ModelProvider(String baseUrl, boolean needsKey) {
        this.baseUrl = URI.create(baseUrl);
        this.needsKey = needsKey;
    }

    /** Where it is asked if no other address is configured. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Whether its own address answers nobody without a key. */
    public boolean needsKey() {
        return needsKey;
    }
}
