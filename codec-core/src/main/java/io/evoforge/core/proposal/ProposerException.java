package io.evoforge.core.proposal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A proposer could not answer. The message never holds a secret. */
public final class ProposerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Duration retryAfter;

    /** Why. */
    public enum Reason {
        /** No connection, a broken one, a server error, or no answer in time. */
        UNREACHABLE,
        /** The provider asks us to slow down, or is overloaded. */
        RATE_LIMITED,
        /** The key is missing or not accepted. */
        UNAUTHENTICATED,
        /** The provider does not take the request: unknown model, too long, not allowed. */
        REFUSED,
        /** The answer cannot be read as an answer of this provider. */
        PROTOCOL,
        /** A recording cannot be read. */
        RECORDING
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public ProposerException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /**
     * An exception of a provider that says when to ask again.
     *
     * @param retryAfter how long it asks us to wait, or null if it does not say
     */
    public ProposerException(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** An exception without a cause. */
    public ProposerException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** How long the provider asks us to wait, if it says. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason == Reason.UNREACHABLE || reason == Reason.RATE_LIMITED;
    }
}
