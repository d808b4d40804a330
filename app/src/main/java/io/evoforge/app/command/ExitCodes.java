package io.evoforge.app.command;

/** What each {@link ExitCode} means, as the help of the verbs and the reference page say it. */
final class ExitCodes {
    static final String HEADING = "%nExit codes:%n";
    static final String DONE = "0:Done.";
    static final String FAILED = "1:It was tried and failed.";
    static final String USAGE = "2:The command or the configuration is wrong; nothing was tried.";
    static final String NOTHING_TO_DO = "3:There was nothing to do, or there is no run yet.";
    static final String REFUSED = "4:A policy refused it.";
    static final String UNAVAILABLE =
            "5:The remote or its credentials are not available; the work is safe and is published later.";

    private ExitCodes() {}
}
