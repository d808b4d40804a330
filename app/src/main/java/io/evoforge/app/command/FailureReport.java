package io.evoforge.app.command;

import io.evoforge.app.config.ConfigException;
import io.evoforge.app.console.Console;
import io.evoforge.app.verify.CannotVerifyException;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.dashboard.DashboardException;
import io.evoforge.engine.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception into a message and an exit code. The stack trace goes to the log only. */
final class FailureReport implements IExecutionExceptionHandler {
    private final Console console;

    FailureReport(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Logger log =
                LoggerFactory.getLogger(FailureReport.class); // here, because it takes a tenth of a second to begin
        log.debug("command failed", failure);
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (!isExpected(failure)) {
            log.error("unexpected failure", failure);
            message = "unexpected failure: " + failure.getClass().getSimpleName() + ": " + message
                    + System.lineSeparator() + "This is a fault of Evoforge. Please report it with the log above.";
        }
        console.note(console.paint(Console.Colour.RED, "evoforge: ") + message);
        return codeOf(failure).number();
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof CommandFailure
                || failure instanceof ConfigException
                || failure instanceof CannotVerifyException
                || failure instanceof StoreException
                || failure instanceof DashboardException
                || failure instanceof VersionControlException
                || failure instanceof CredentialException
                || failure instanceof EngineException
                || failure instanceof EvaluatorException
                || failure instanceof ProposerException;
    }

    private static ExitCode codeOf(Exception failure) {
        if (failure instanceof CommandFailure expected) {
            return expected.code();
        }
        if (failure instanceof ConfigException || failure instanceof CannotVerifyException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof VersionControlException remote) {
            return switch (remote.reason()) {
                case IN_USE -> ExitCode.USAGE;
                case FORBIDDEN -> ExitCode.REFUSED;
                case UNREACHABLE, RATE_LIMITED, CONTENDED, UNAUTHENTICATED, NOT_FOUND -> ExitCode.UNAVAILABLE;
                case STORAGE, PROTOCOL, UNSUPPORTED -> ExitCode.FAILED;
            };
        }
        if (failure instanceof CredentialException) {
            return ExitCode.UNAVAILABLE;
        }
        if (failure instanceof EngineException engine) {
            return engine.reason() == EngineException.Reason.FORBIDDEN ? ExitCode.REFUSED : ExitCode.FAILED;
        }
        if (failure instanceof StoreException store) {
            return store.reason() == StoreException.Reason.IN_USE ? ExitCode.USAGE : ExitCode.FAILED;
        }
        return ExitCode.FAILED;
    }
}
