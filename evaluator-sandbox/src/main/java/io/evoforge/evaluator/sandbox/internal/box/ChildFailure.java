package io.evoforge.evaluator.sandbox.internal.box;

/** A child process did not answer. */
final class ChildFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Ways in which a child fails. */
    enum Kind {
        /** It took longer than its limit and was ended. */
        TIMEOUT,
        /** It took more memory than its limit. */
        MEMORY,
        /** Its process ended. */
        EXITED,
        /** It was killed, and not by us. */
        KILLED,
        /** It answered that the candidate failed, or what it answered is not acceptable. */
        REPORTED
    }

    ChildFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
