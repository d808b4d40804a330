package io.evoforge.evaluator.sandbox.internal.box;

/** A child process did not answer. */
final class ChildFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Stands for a process that has not ended by itself. */
    private static final int NONE = -1;

    private final Kind kind;
    private final int exitCode;

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
        this(kind, message, NONE);
    }

    private ChildFailure(Kind kind, String message, int exitCode) {
        super(message);
        this.kind = kind;
        this.exitCode = exitCode;
    }

    /** Its process ended with {@code exitCode}. */
    static ChildFailure exited(int exitCode) {
        return new ChildFailure(Kind.EXITED, "ended its process with exit code " + exitCode, exitCode);
    }

    Kind kind() {
        return kind;
    }

    /** What its process ended with, or -1 if that is not what failed. */
    int exitCode() {
        return exitCode;
    }
}
