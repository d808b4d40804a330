package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.EOFException;
import java.io.IOException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.TransportException;

/** Turns what JGit throws during a conversation into a reason. */
final class RemoteFaults {
    static final String NO_FILTER = "it cannot leave objects out of a fetch";

    private RemoteFaults() {}

    static RemoteFault judge(Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RemoteFault known) {
                return known;
            }
            if (t instanceof NoRemoteRepositoryException) {
                return new RemoteFault(
                        Reason.NOT_FOUND, "there is no repository, or we may not see it. Check the URL and the rights");
            }
            if (t instanceof TooLargePackException || t instanceof TooLargeObjectInPackException) {
                return new RemoteFault(Reason.UNSUPPORTED, "the pack is larger than it takes. Commit less at once");
            }
            if (t instanceof EOFException) {
                return new RemoteFault(Reason.UNREACHABLE, "its answer ended too early");
            }
        }
        String text = text(failure);
        if (text.contains("not our ref") || text.matches(".*want [0-9a-f]+ not valid.*")) {
            return new RemoteFault(
                    Reason.NOT_FOUND, "it has no such commit, or does not hand it out. Take one that the status shows");
        }
        String all = texts(failure);
        if (all.contains("No more authentication methods") || all.contains("Cannot log in")) {
            return new RemoteFault(
                    Reason.UNAUTHENTICATED,
                    "it does not accept the SSH key. Add the public key to the account or"
                            + " repository, and check the user name in the URL");
        }
        if (all.contains("Server key did not validate") || all.contains("server key")) {
            return new RemoteFault(
                    Reason.PROTOCOL,
                    "its host key is not among the known hosts. Compare it with what the host publishes,"
                            + " then add it to the known hosts file");
        }
        if (text.contains("filter")) {
            return new RemoteFault(Reason.UNSUPPORTED, NO_FILTER);
        }
        if (text.contains("atomic")) {
            return new RemoteFault(
                    Reason.UNSUPPORTED,
                    "it cannot move several references at once, so a tag cannot be published"
                            + " together with its commit. Commit without tags");
        }
        if (failure instanceof NotSupportedException || failure instanceof PackProtocolException) {
            return new RemoteFault(Reason.PROTOCOL, "it said something that is not git's protocol: " + text);
        }
        if (failure instanceof TransportException || failure instanceof IOException) {
            return new RemoteFault(Reason.UNREACHABLE, "the exchange failed: " + text);
        }
        return new RemoteFault(Reason.PROTOCOL, "its answer could not be understood: " + text);
    }

    private static String texts(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            all.append(t.getMessage()).append('\n');
        }
        return all.toString();
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String cut = message.length() > 500 ? message.substring(0, 500) + "..." : message;
        return cut.replaceAll("[^ -~]", " ");
    }
}
