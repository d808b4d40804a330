package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ProposerException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request failed. The message says what happened, without a secret. */
final class ModelFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean passing;
    private final @Nullable Duration retryAfter;

    private ModelFault(
            Reason reason, boolean passing, @Nullable Duration retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** A connection that broke or a server in trouble: the same request may succeed in a while. */
    static ModelFault unreachable(String message, @Nullable Throwable cause) {
        return new ModelFault(Reason.UNREACHABLE, true, null, message, cause);
    }

    /** Too many requests, or an overloaded provider. */
    static ModelFault busy(String message, @Nullable Duration retryAfter) {
        return new ModelFault(Reason.RATE_LIMITED, true, retryAfter, message, null);
    }

    /** A stream that ended before the model's answer did, or that was none. */
    static ModelFault broken(StreamWatch watch, @Nullable Throwable cause) {
        if (!watch.begun()) {
            return lasting(
                    Reason.PROTOCOL,
                    "it answered with something that is no stream of a model's answer; does its address belong to"
                            + " another interface?",
                    cause);
        }
        return unreachable("it broke its answer off before the end", cause);
    }

    /** Nothing that time alone would heal within this call. */
    static ModelFault lasting(Reason reason, String message, @Nullable Throwable cause) {
        return new ModelFault(reason, false, null, message, cause);
    }

    /** What happened, and what a person can do about it. */
    String withAdvice() {
        return getMessage() + "."
                + switch (reason) {
                    case UNAUTHENTICATED -> " Check the key of this model.";
                    case REFUSED -> " Check the model's name, its address and the limits of the account.";
                    case PROTOCOL, RECORDING -> " Check that the address is that of the provider's interface.";
                    case RATE_LIMITED, UNREACHABLE -> "";
                };
    }

    Reason reason() {
        return reason;
    }

    /** Whether the same request may succeed in a while. */
    boolean isPassing() {
        return passing;
    }

    /** How long the provider asks us to wait, or null if it does not say. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
