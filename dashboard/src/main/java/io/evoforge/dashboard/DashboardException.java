package io.evoforge.dashboard;

/** The dashboard could not be served. */
public final class DashboardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception whose message says what happened, why, and what to do next. */
    public DashboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
