package io.evoforge.engine.reply;

/** Leaves the parser at the first fault; the message is the reason a model is told. */
final class UnusableReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableReplyException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
