package io.evoforge.dashboard;

import org.jspecify.annotations.Nullable;

/** A request that is not answered as it was meant; the message goes to the client. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    @Override
    public synchronized @Nullable Throwable fillInStackTrace() {
        return this; // an answer, not a fault; nobody reads where it came from
    }
}
