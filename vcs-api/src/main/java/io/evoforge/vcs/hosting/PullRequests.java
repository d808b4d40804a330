package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.List;
import java.util.Optional;

/**
 * The pull requests of one repository.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface PullRequests {
    /**
     * Sees to it that there is one open pull request from {@code proposal.head()} to {@code proposal.base()}: opens it, or
     * adopts the one that is there, whoever opened it. An adopted one keeps its title, text and comments, and gets the
     * labels and reviewers that it lacks.
     *
     * <p>Repeating a call, after a lost reply or a restart, never opens a second one.
     *
     * @throws VersionControlException if the host refused us or was out of reach. For a retryable reason the pull request
     *     may be there all the same: call again to find out
     */
    ProposalOutcome propose(PullRequestProposal proposal);

    /**
     * The newest pull request from {@code head} to {@code base}, in whatever state.
     *
     * @throws VersionControlException if the host refused us or was out of reach
     */
    Optional<PullRequest> find(BranchName head, BranchName base);

    /**
     * The open pull requests to {@code base}, the newest first.
     *
     * @throws VersionControlException if the host refused us or was out of reach
     */
    List<PullRequest> open(BranchName base);
}
