package io.evoforge.llm.langchain4j;

/** An answer is no review in the asked form. The message tells the model why. */
final class UnusableReviewException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableReviewException(String message) {
        super(message);
    }
}
