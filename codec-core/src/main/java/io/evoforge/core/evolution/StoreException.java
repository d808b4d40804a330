package io.evoforge.core.evolution;

import org.jspecify.annotations.Nullable;

/** A store could not keep or give back a run's events. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** The disk is full. */
        DISK_FULL,
        /** The directory or file cannot be read or written. */
        NOT_ACCESSIBLE,
        /** Another process or instance holds the store. */
        IN_USE,
        /** What is stored cannot be read. It was not changed. */
        CORRUPT,
        /** A newer version of the program wrote it. */
        NEWER_SCHEMA
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** An exception without a cause. */
    public StoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isRetryable() {
        return reason == Reason.DISK_FULL;
    }
}
