package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.Rejection;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push, judged by the status of every reference: JGit throws nothing when a server refuses.
 *
 * @param verdict what to do next
 * @param rejection why the server does not take it; only with {@link Verdict#REJECTED}
 */
record PushReport(Verdict verdict, @Nullable Rejection rejection) {
    enum Verdict {
        /** The remote has everything now. */
        DONE,
        /** Somebody else was faster; nothing was changed. */
        MOVED,
        /** The server says no. */
        REJECTED
    }

    static PushReport of(PushResult result, List<Remote.Update> updates) throws IOException {
        String messages = result.getMessages() == null ? "" : result.getMessages();
        PushReport worst = new PushReport(Verdict.DONE, null);
        for (Remote.Update update : updates) {
            RemoteRefUpdate reported = result.getRemoteUpdate(update.name());
            PushReport one = judge(update, reported, messages);
            if (one.verdict.compareTo(worst.verdict) > 0) {
                worst = one;
            }
        }
        return worst;
    }

    private static PushReport judge(Remote.Update update, @Nullable RemoteRefUpdate reported, String messages)
            throws IOException {
        if (reported == null) {
            throw new IOException("the remote did not report on '" + update.name() + "'");
        }
        return switch (reported.getStatus()) {
            case OK, UP_TO_DATE -> new PushReport(Verdict.DONE, null);
            case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> moved(update);
            case REJECTED_OTHER_REASON -> refused(update, String.valueOf(reported.getMessage()), messages);
            default ->
                throw new IOException("the remote left '" + update.name() + "' in state " + reported.getStatus());
        };
    }

    private static PushReport moved(Remote.Update update) {
        if (update.name().startsWith("refs/tags/")) {
            return new PushReport(
                    Verdict.REJECTED,
                    new Rejection(
                            Rejection.Reason.OTHER,
                            "The remote already has '" + update.name() + "', and it names something else. Delete it"
                                    + " there, or choose another tag."));
        }
        return new PushReport(Verdict.MOVED, null);
    }

    private static PushReport refused(Remote.Update update, String status, String messages) {
        if (ServerMessages.isRace(status)) {
            return moved(update);
        }
        if (ServerMessages.isAbortedWithOthers(status)) {
            return new PushReport(Verdict.MOVED, null); // the others say why, and outrank this
        }
        return new PushReport(Verdict.REJECTED, ServerMessages.rejection(update.name(), status, messages));
    }
}
