package io.evoforge.llm.langchain4j;

class OllamaIT extends ModelProviderContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.OLLAMA;
    }
}
