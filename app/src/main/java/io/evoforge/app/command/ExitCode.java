package io.evoforge.app.command;

/** How the process ends. Scripts rely on these numbers. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** It was tried and failed. */
    FAILED(1),
    /** The command or the configuration is wrong; nothing was tried. */
    USAGE(2),
    /** There was nothing to do. */
    NOTHING_TO_DO(3),
    /** A policy refused it. */
    REFUSED(4),
    /** The remote or its credentials are not available; the work is safe and will be published later. */
    UNAVAILABLE(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the operating system sees. */
    public int number() {
        return number;
    }
}
