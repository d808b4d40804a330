package io.evoforge.core.versioncontrol;

import org.jspecify.annotations.Nullable;

/** The repository refused us or was out of reach. The message never holds a secret. */
public final class VersionControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** No connection, a broken one, a server error, or no answer in time. The reply may have been lost. */
        UNREACHABLE(true),
        /** The host asks us to slow down. */
        RATE_LIMITED(true),
        /** Many others write to the branch; we did not get our turn within the allowed attempts. */
        CONTENDED(true),
        /** Our own directory: disk full or not writable. */
        STORAGE(true),
        /** There are no credentials, or the host does not accept them. */
        UNAUTHENTICATED(false),
        /** The credentials are good, but lack a permission. */
        FORBIDDEN(false),
        /** No such repository, branch or commit, or we may not see it: hosts do not tell these apart. */
        NOT_FOUND(false),
        /** Another process or instance holds our directory. */
        IN_USE(false),
        /** The server answered something that we do not understand, too much, or from the wrong place. */
        PROTOCOL(false),
        /** The request itself is one that the adapter cannot carry out. */
        UNSUPPORTED(false);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public VersionControlException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** An exception without a cause. */
    public VersionControlException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason.retryable;
    }
}
