package io.evoforge.core.versioncontrol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch at one moment.
 *
 * @param branch which
 * @param tip the newest commit, made here or fetched; null if the branch does not exist
 * @param remoteTip where the remote has it; null if the remote has no such branch
 * @param latest the last commits from {@code tip} back, newest first, at most as many as asked for
 * @param totalCommits how many commits {@code tip} has behind it, itself included
 * @param commitsInLastDay how many of them were committed within 24 hours
 * @param unpublished commits made here that the remote has not, oldest first
 */
public record BranchStatus(
        BranchName branch,
        @Nullable CommitId tip,
        @Nullable CommitId remoteTip,
        List<CommitSummary> latest,
        long totalCommits,
        long commitsInLastDay,
        List<CommitId> unpublished) {
    public BranchStatus {
        latest = List.copyOf(latest);
        unpublished = List.copyOf(unpublished);
    }
}
