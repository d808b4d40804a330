package io.evoforge.llm.langchain4j;

class AnthropicIT extends ModelProviderContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.ANTHROPIC;
    }
}
