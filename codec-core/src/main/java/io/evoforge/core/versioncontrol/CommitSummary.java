package io.evoforge.core.versioncontrol;

/**
 * One commit of a history.
 *
 * @param id its name
 * @param message the whole message
 * @param author who wrote it
 * @param committer who committed it
 */
public record CommitSummary(CommitId id, String message, Signature author, Signature committer) {
    /** The first line of the message. */
    public String title() {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
