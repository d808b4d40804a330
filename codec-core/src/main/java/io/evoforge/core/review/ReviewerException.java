package io.evoforge.core.review;

import io.evoforge.core.proposal.TokenUsage;
import org.jspecify.annotations.Nullable;

/** A reviewer could not answer. The message never holds a secret. */
public final class ReviewerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient TokenUsage spent;

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
        /** The model answered, and once more when told, but not in the asked form. */
        UNUSABLE_ANSWER
    }

    /**
     * An exception whose message says what happened, why, and what to do next.
     *
     * @param spent what was paid nevertheless
     */
    public ReviewerException(Reason reason, String message, TokenUsage spent, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.spent = spent;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What was paid nevertheless: the answers that could not be used. */
    public TokenUsage spent() {
        return spent == null ? TokenUsage.NONE : spent; // null only in an exception that was serialised
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason == Reason.UNREACHABLE || reason == Reason.RATE_LIMITED;
    }
}
