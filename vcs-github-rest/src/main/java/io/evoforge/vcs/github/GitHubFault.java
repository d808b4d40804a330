package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer of GitHub that is no success, or no answer at all, sorted by what can be done about it. */
final class GitHubFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final String next;

    /** What it means. */
    enum Kind {
        /** No whole answer. The request may have had its effect. */
        LOST(Reason.UNREACHABLE),
        /** An answer from GitHub in trouble. The request may have had its effect. */
        SERVER_ERROR(Reason.UNREACHABLE),
        /** Something made just before is not visible yet. */
        NOT_VISIBLE_YET(Reason.UNREACHABLE),
        RATE_LIMITED(Reason.RATE_LIMITED),
        UNAUTHENTICATED(Reason.UNAUTHENTICATED),
        FORBIDDEN(Reason.FORBIDDEN),
        NOT_FOUND(Reason.NOT_FOUND),
        EMPTY_REPOSITORY(Reason.PROTOCOL),
        /** The branch or the file is not what we thought. */
        STALE(Reason.CONTENDED),
        /** What is to be made is there. */
        EXISTS(Reason.PROTOCOL),
        NOTHING_BETWEEN(Reason.PROTOCOL),
        /** Two changes do not fit together. */
        CONFLICT(Reason.CONTENDED),
        PROTECTED(Reason.FORBIDDEN),
        RULE_VIOLATION(Reason.FORBIDDEN),
        SECRET(Reason.FORBIDDEN),
        TOO_LARGE(Reason.UNSUPPORTED),
        PATH(Reason.FORBIDDEN),
        /** GitHub understood the request and does not take it. */
        INVALID(Reason.PROTOCOL),
        /** Nothing that GitHub says. */
        PROTOCOL(Reason.PROTOCOL);

        private final Reason reason;

        Kind(Reason reason) {
            this.reason = reason;
        }
    }

    GitHubFault(Kind kind, int status, String words, @Nullable Throwable cause) {
        this(kind, status, words, "", cause);
    }

    GitHubFault(Kind kind, int status, String words, String next, @Nullable Throwable cause) {
        super(words, cause);
        this.kind = kind;
        this.status = status;
        this.next = next;
    }

    static GitHubFault lost(String why, Throwable cause) {
        return new GitHubFault(
                Kind.LOST,
                0,
                why,
                "It is tried again later; nothing is lost. If this goes on, check the network and the deadline.",
                cause);
    }

    Kind kind() {
        return kind;
    }

    /** HTTP status, or 0 without an answer. */
    int status() {
        return status;
    }

    /** GitHub's words, or ours for what is none. */
    String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Whether the request may have had its effect. */
    boolean isAmbiguous() {
        return kind == Kind.LOST || kind == Kind.SERVER_ERROR;
    }

    /** As the port says it. */
    VersionControlException toException(String doing) {
        return new VersionControlException(kind.reason, sentence(doing), this);
    }

    /** The rejection this is, if it is one. */
    Optional<Rejection> toRejection(String doing) {
        Rejection.Reason reason = switch (kind) {
            case PROTECTED -> Rejection.Reason.PROTECTED_BRANCH;
            case RULE_VIOLATION -> Rejection.Reason.RULE_VIOLATION;
            case SECRET -> Rejection.Reason.SECRET_FOUND;
            case TOO_LARGE -> Rejection.Reason.TOO_LARGE;
            case PATH -> Rejection.Reason.PATH_NOT_PERMITTED;
            case INVALID -> Rejection.Reason.OTHER;
            default -> null;
        };
        return reason == null ? Optional.empty() : Optional.of(new Rejection(reason, sentence(doing)));
    }

    private String sentence(String doing) {
        String what = status == 0 ? ": " : ": GitHub answered " + status + ", ";
        return "Cannot " + doing + what + words() + (words().endsWith(".") ? " " : ". ") + next;
    }
}
