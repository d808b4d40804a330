package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as the host has it.
 *
 * @param number its number in the repository, 1 or more
 * @param page where people see it
 * @param head the branch with the change
 * @param base the branch it goes to
 * @param title its title now
 * @param body its description now; anybody may have edited it
 * @param state whether it is open
 * @param headCommit the newest commit of it; stays when the branch is deleted
 * @param mergeCommit what the base branch got, or null if it was not merged
 * @param openedAt when it was opened, by the host's clock
 */
public record PullRequest(
        int number,
        URI page,
        BranchName head,
        BranchName base,
        String title,
        String body,
        State state,
        CommitId headCommit,
        @Nullable CommitId mergeCommit,
        Instant openedAt) {
    /** Where a pull request is in its life. */
    public enum State {
        /** Not ready for review. */
        DRAFT,
        /** Ready for review. */
        OPEN,
        /** In the base branch. */
        MERGED,
        /** Closed without a merge. */
        CLOSED
    }

    public PullRequest {
        if (number < 1) {
            throw new IllegalArgumentException("the number of a pull request is at least 1 but was " + number);
        }
    }

    /** Whether it can still be merged or closed. */
    public boolean isOpen() {
        return state == State.OPEN || state == State.DRAFT;
    }
}
