package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository at one moment.
 *
 * @param branch where commits go
 * @param lastCommit the newest commit on it, by us or anybody; null if there is none
 * @param remoteTip where the remote has the branch; null if it has no such branch
 * @param totalCommits how many commits the branch has
 * @param commitsInLastDay how many of them are of the last 24 hours
 * @param unpublished commits made here that the remote has not, oldest first
 * @param latestEvolutions versions and rollbacks among the newest commits, newest first, read from their messages
 */
public record RepositoryStatus(
        BranchName branch,
        @Nullable CommitSummary lastCommit,
        @Nullable CommitId remoteTip,
        long totalCommits,
        long commitsInLastDay,
        List<CommitId> unpublished,
        List<RecordedEvolution> latestEvolutions) {
    public RepositoryStatus {
        unpublished = List.copyOf(unpublished);
        latestEvolutions = List.copyOf(latestEvolutions);
    }

    /** Whether there are commits here that the remote has not. */
    public boolean hasChanges() {
        return !unpublished.isEmpty();
    }

    /** The version on the branch; empty if none of ours is among the newest commits. */
    public Optional<RecordedEvolution> current() {
        return latestEvolutions.stream().findFirst();
    }
}
