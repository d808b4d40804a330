package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import java.util.List;

/** Brings commits to GitHub in one of its ways. */
interface CommitSender {
    /**
     * Refuses what this way cannot express, before anything is sent.
     *
     * @throws io.evoforge.core.versioncontrol.VersionControlException with the reason {@code UNSUPPORTED}
     */
    void check(Changeset changeset, TreeView before, List<TreeEdit> edits);

    /**
     * Sends everything that is pending, in its order, and moves the branch. Repeating it is safe only after the branch was
     * read again.
     *
     * @return the ids that the commits have on GitHub
     * @throws GitHubFault {@code STALE} if the branch is not where we thought it is; an ambiguous one if the branch has to be
     *     read to know what happened
     */
    List<CommitId> send(BranchState state);

    /** Whether a commit on GitHub is the one that {@code changeset} makes. */
    boolean isSame(CommitSummary commit, Changeset changeset);
}
