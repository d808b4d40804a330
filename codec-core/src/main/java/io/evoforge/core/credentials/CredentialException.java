package io.evoforge.core.credentials;

import org.jspecify.annotations.Nullable;

/** A credential source is broken, refuses, or holds something unusable. The message never holds the value. */
public final class CredentialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why there are no credentials. */
    public enum Reason {
        /** What should hold the credentials does not exist. */
        MISSING,
        /** We may not read it. */
        DENIED,
        /** It holds something that is no usable credential. */
        MALFORMED,
        /** The service that holds it is out of reach, or too slow, or throttles us. */
        UNAVAILABLE
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public CredentialException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** An exception without a cause. */
    public CredentialException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason == Reason.UNAVAILABLE;
    }
}
