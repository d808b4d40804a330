package io.evoforge.llm.langchain4j;

class OllamaReviewIT extends ChangeReviewerContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.OLLAMA;
    }
}
