package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;

/** A conversation with the remote ended badly. Stays inside the adapter. */
final class ConversationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean mayHaveActed;

    ConversationFailed(Reason reason, String message, boolean mayHaveActed, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.mayHaveActed = mayHaveActed;
    }

    Reason reason() {
        return reason;
    }

    /** Whether the remote may have carried out a change although we have no answer that says so. */
    boolean mayHaveActed() {
        return mayHaveActed && (reason == Reason.UNREACHABLE || reason == Reason.PROTOCOL);
    }

    /** Whether the server cannot leave out objects. */
    boolean isFilterMissing() {
        return getMessage() != null && getMessage().contains(RemoteFaults.NO_FILTER);
    }

    VersionControlException asException() {
        return new VersionControlException(reason, String.valueOf(getMessage()), getCause());
    }
}
