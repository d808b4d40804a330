package io.evoforge.app.verify;

/** There is no answer, yes or no: the question was wrong, or something is missing here. The message says what to do. */
public final class CannotVerifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotVerifyException(String message) {
        super(message);
    }
}
