package io.evoforge.llm.langchain4j;

class AnthropicReviewIT extends ChangeReviewerContract {
    @Override
    ModelProvider provider() {
        return ModelProvider.ANTHROPIC;
    }
}
