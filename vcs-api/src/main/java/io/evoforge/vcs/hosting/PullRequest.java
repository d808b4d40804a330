package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.BranchName;
import java.net.URI;

/**
 * A pull request as the host has it.
 *
 * @param number its number in the repository, 1 or more
 * @param page where people see it
 * @param head the branch with the change
 * @param base the branch it goes to
 * @param title its title now
 * @param state whether it is open
 */
public record PullRequest(int number, URI page, BranchName head, BranchName base, String title, State state) {
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
}
