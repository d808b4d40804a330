package io.evoforge.tools;

/**
 * Why a tool did not do its work.
 *
 * @param reason the kind, for a program
 * @param message what happened, why, and what to do next; never holds a secret
 */
public record ToolRefusal(Reason reason, String message) {
    /** Kinds of refusal. */
    public enum Reason {
        /** The configuration does not give this right. */
        NOT_ALLOWED,
        /** The configuration lacks what this tool needs. */
        NOT_CONFIGURED,
        /** An argument is missing, too large, or not what it should be. */
        INVALID_ARGUMENT,
        /** There is no such version, candidate or run. */
        NOT_FOUND,
        /** There is nothing to do. */
        NOTHING_TO_DO,
        /** Another process or call is at it; try again later. */
        BUSY,
        /** Everything of ours is done, and a check or a person takes its time; ask again later. */
        WAITING,
        /** A rule of ours or of the host forbids it, or somebody's work is in the way. */
        FORBIDDEN,
        /** The remote, its credentials or the model are out of reach. What was adopted is safe. */
        UNAVAILABLE,
        /** It was tried and failed. */
        FAILED
    }
}
