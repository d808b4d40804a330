package io.evoforge.core.versioncontrol;

import java.util.Optional;

/**
 * The history adopted versions are recorded in: one repository, seen with one identity.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface VersionControl {
    /**
     * Makes a commit of {@code changeset} on top of its base. Others may not see it before {@link #push}; an adapter
     * that has no such middle state makes it visible at once.
     *
     * <p>The same changeset gives the same commit, so repeating a call after a lost reply is safe: a commit that the
     * branch already has is {@link CommitOutcome.Committed} again. If the branch has moved beyond the base but not in
     * our paths, the commit is made on its tip. A branch that was never there begins at the base, which may be a commit of
     * another branch.
     *
     * @throws VersionControlException if the repository refused us or was out of reach. Nothing became visible, except
     *     perhaps for a retryable reason, where the reply may have been lost: call again to find out
     */
    CommitOutcome commit(Changeset changeset);

    /**
     * Makes every commit made here visible on {@code branch}, with its tags, or none of them. Never forces.
     *
     * <p>If the remote branch has moved on, our commits are put on top of it, one by one and with their dates and
     * messages. Where a commit of ours puts a file that changed there too, {@code driver} is asked to join the two.
     *
     * @throws VersionControlException as {@link #commit}
     */
    PushOutcome push(BranchName branch, MergeDriver driver);

    /**
     * Gives up every commit made here on {@code branch} that the remote has not got, with its tags: nobody sees them, and
     * the branch here is the remote's again. Does nothing where every commit is visible at once, where there is no
     * remote, or while the remote has no such branch.
     *
     * @throws VersionControlException as {@link #status}
     */
    void discard(BranchName branch);

    /**
     * Where {@code branch} points now, here and on the remote, and the last commits on it.
     *
     * @param limit how many commits at most, 0 or more
     * @throws VersionControlException if the repository refused us or was out of reach
     */
    BranchStatus status(BranchName branch, int limit);

    /**
     * The content of a file in a commit.
     *
     * @return empty if the commit has no such file
     * @throws VersionControlException if the repository refused us, was out of reach, or has no such commit
     */
    Optional<FileContent> read(CommitId commit, RepositoryPath path);

    /**
     * The newest commit on {@code branch}, made here or fetched from the remote, whose message ends with a trailer
     * block that holds {@code trailer}. Searches the whole history.
     *
     * @throws VersionControlException if the repository refused us or was out of reach
     */
    Optional<CommitSummary> find(BranchName branch, Trailer trailer);
}
