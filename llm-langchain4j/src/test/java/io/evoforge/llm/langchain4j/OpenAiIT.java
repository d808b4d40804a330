package io.evoforge.llm.langchain4j;

class OpenAiIT extends ModelProviderContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.OPENAI;
    }
}
