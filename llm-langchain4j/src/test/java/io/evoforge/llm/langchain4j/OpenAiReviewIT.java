package io.evoforge.llm.langchain4j;

class OpenAiReviewIT extends ChangeReviewerContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.OPENAI;
    }
}
