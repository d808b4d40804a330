package io.evoforge.tools;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.engine.EngineException;
import io.evoforge.tools.ToolRefusal.Reason;
import io.evoforge.vcs.Hold;
import java.util.Optional;

/** Turns what the ports throw and refuse into what a tool answers. */
final class Refusals {
    private Refusals() {}

    static <T> ToolResult<T> of(EngineException e) {
        return ToolResult.refused(
                switch (e.reason()) {
                    case RUNNING -> Reason.BUSY;
                    case CHAMPION_REFUSED, INTERRUPTED -> Reason.FAILED;
                    case FORBIDDEN, FOREIGN_SOURCE -> Reason.FORBIDDEN;
                },
                message(e));
    }

    /** The refusal for a port's exception; empty for any other, which is a fault of ours. */
    static <T> Optional<ToolResult<T>> of(RuntimeException e) {
        return reason(e).map(reason -> ToolResult.refused(reason, message(e)));
    }

    static <T> ToolResult<T> held(Hold hold) {
        return ToolResult.refused(Reason.FORBIDDEN, hold.message());
    }

    static <T> ToolResult<T> rejected(Rejection rejection) {
        return ToolResult.refused(Reason.FORBIDDEN, rejection.message());
    }

    private static Optional<Reason> reason(RuntimeException e) {
        if (e instanceof VersionControlException remote) {
            return Optional.of(
                    switch (remote.reason()) {
                        case IN_USE -> Reason.BUSY;
                        case FORBIDDEN -> Reason.FORBIDDEN;
                        case UNREACHABLE, RATE_LIMITED, CONTENDED, UNAUTHENTICATED -> Reason.UNAVAILABLE;
                        case NOT_FOUND -> Reason.NOT_FOUND;
                        case UNSUPPORTED -> Reason.NOT_CONFIGURED;
                        case STORAGE, PROTOCOL -> Reason.FAILED;
                    });
        }
        if (e instanceof CredentialException || e instanceof ProposerException) {
            return Optional.of(Reason.UNAVAILABLE);
        }
        if (e instanceof StoreException store) {
            return Optional.of(store.reason() == StoreException.Reason.IN_USE ? Reason.BUSY : Reason.FAILED);
        }
        return e instanceof EvaluatorException ? Optional.of(Reason.FAILED) : Optional.empty();
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
