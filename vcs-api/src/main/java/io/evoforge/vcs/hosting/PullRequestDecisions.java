package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.Optional;

/**
 * What is said and decided about open pull requests. Each method may be repeated after a lost reply or a restart: nothing
 * is said or done twice.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link VersionControlException} if the host
 * refused us or was out of reach.
 */
public interface PullRequestDecisions {
    /** Merges it, unless its newest commit is another one than expected. */
    MergeOutcome merge(PullRequest pullRequest, Merge merge);

    /**
     * Says why, then closes it without a merge.
     *
     * @return how it is now: somebody may have merged it at the same moment
     */
    PullRequest close(PullRequest pullRequest, Note why);

    /** Says that a draft is ready for review. */
    void markReady(PullRequest pullRequest);

    /** The text of the comment with this marker, without the marker; empty if there is none of ours. */
    Optional<String> comment(PullRequest pullRequest, String marker);

    /** The texts of the review whose marker begins with this, marker included; empty if there is none of ours. */
    Optional<String> review(PullRequest pullRequest, String markerStart);

    /** Posts a review, unless there is one with its marker. A line that the host does not take goes into the text. */
    void post(PullRequest pullRequest, Review review);
}
