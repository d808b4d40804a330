package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.PullRequest;
import org.jspecify.annotations.Nullable;

/**
 * A branch of ours that has had its day, and its pull request if one is open.
 *
 * @param version the version that was proposed there
 * @param branch the branch
 * @param tip where it points; it is deleted only while it points there
 * @param pullRequest the open pull request of it, or null if there is none
 * @param reason why nobody needs it any more; a line for a person
 */
public record Leftover(
        EvolutionVersion version,
        BranchName branch,
        CommitId tip,
        @Nullable PullRequest pullRequest,
        String reason) {}
