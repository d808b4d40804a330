package io.evoforge.core.evaluation;

import org.jspecify.annotations.Nullable;

/** The evaluator could not do its part. Never the candidate's fault. */
public final class EvaluatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What went wrong on our side. */
    public enum Reason {
        /** The box could not be started. */
        BOX_UNAVAILABLE,
        /** Disk full, no memory, too many processes. */
        RESOURCES,
        /** A sequence could not be read. */
        VIDEO,
        /** The calling thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public EvaluatorException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** An exception without a cause. */
    public EvaluatorException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason == Reason.RESOURCES || reason == Reason.BOX_UNAVAILABLE;
    }
}
