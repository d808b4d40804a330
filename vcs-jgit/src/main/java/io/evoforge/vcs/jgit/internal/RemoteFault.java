package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.net.SocketException;

/**
 * What went wrong between us and the remote, already judged. A {@link SocketException}, because JGit sends a request
 * again after any other kind of failure.
 */
final class RemoteFault extends SocketException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RemoteFault(Reason reason, String what) {
        super(what);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** What happened and what to do next, without the name of the remote. */
    String what() {
        return String.valueOf(getMessage());
    }
}
