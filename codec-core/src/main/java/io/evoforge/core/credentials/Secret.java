package io.evoforge.core.credentials;

import java.util.Objects;

/**
 * A value that must never be printed. Has no {@code equals} by content and cannot be serialised; every call to
 * {@link #reveal} stands where the value leaves the process.
 */
public final class Secret {
    private final String value;

    /** Wraps {@code value}. */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The secret itself. Call it where it leaves the process, and keep no copy. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
