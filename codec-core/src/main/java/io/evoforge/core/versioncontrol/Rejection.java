package io.evoforge.core.versioncontrol;

/**
 * Why a remote does not take a commit, and what to do about it.
 *
 * @param reason the kind
 * @param message what happened, why, and what to do next; holds the server's own words where it said any
 */
public record Rejection(Reason reason, String message) {
    /** Kinds of rejection. A person or a policy has to act on each. */
    public enum Reason {
        /** The branch is protected against direct commits. A pull request may be the way. */
        PROTECTED_BRANCH,
        /** A rule of the repository forbids it. */
        RULE_VIOLATION,
        /** The host found a secret in the content. Never to be worked around. */
        SECRET_FOUND,
        /** A hook on the server said no. */
        HOOK_DECLINED,
        /** A file or the whole push is larger than the host allows. */
        TOO_LARGE,
        /** The host needs a special permission for one of the paths, such as workflow files. */
        PATH_NOT_PERMITTED,
        /** The server refused for a reason that we do not know. */
        OTHER
    }
}
