package io.evoforge.tools;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.hosting.RequestBudget;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the repository stands.
 *
 * @param branch where commits go
 * @param lastCommit the newest commit on it, or null if there is none
 * @param totalCommits how many commits the branch has
 * @param commitsInLastDay how many of them are of the last 24 hours
 * @param unpushedCommits commits made here that the remote does not have
 * @param pending adopted versions without a confirmed commit, oldest first
 * @param files what each commit of a version writes
 * @param latestEvolutions versions and rollbacks among the newest commits, newest first
 * @param requests what may still be asked of the host, or null if it has no limits that we know
 */
public record RepositoryReport(
        BranchName branch,
        @Nullable LastCommit lastCommit,
        long totalCommits,
        long commitsInLastDay,
        int unpushedCommits,
        List<Pending> pending,
        List<RepositoryPath> files,
        List<Committed> latestEvolutions,
        @Nullable RequestBudget requests) {
    public RepositoryReport {
        pending = List.copyOf(pending);
        files = List.copyOf(files);
        latestEvolutions = List.copyOf(latestEvolutions);
    }

    /** Whether something adopted has no commit yet. */
    public boolean hasUncommittedChanges() {
        return !pending.isEmpty();
    }

    /**
     * The newest commit.
     *
     * @param commit its id
     * @param title its first line
     * @param version the version it holds, or null if it is not ours
     * @param at when it was committed
     * @param url its page, or null if the host is not known to have one
     */
    public record LastCommit(
            CommitId commit,
            String title,
            @Nullable EvolutionVersion version,
            Instant at,
            @Nullable URI url) {}

    /**
     * An adopted version on its way to the repository.
     *
     * @param version which
     * @param reason why it is not there yet, or null if it was not tried yet
     * @param nextTry when it is tried again, or null if it is next or a person has to act first
     */
    public record Pending(
            EvolutionVersion version,
            @Nullable String reason,
            @Nullable Instant nextTry) {}

    /**
     * A version as its commit tells it.
     *
     * @param version the version that the commit leaves on the branch
     * @param commit which commit
     * @param url its page, or null if the host is not known to have one
     * @param bitrateMbps in Mbit/s, or null if the message has none
     * @param compressionRatio raw bytes over coded bytes, or null if the message has none
     * @param improvement such as {@code 34% better than v2}, or null if the message has none
     * @param rollbackOf the version that a rollback replaced, or null for an evolution
     * @param at when it was committed
     */
    public record Committed(
            EvolutionVersion version,
            CommitId commit,
            @Nullable URI url,
            @Nullable Double bitrateMbps,
            @Nullable Double compressionRatio,
            @Nullable String improvement,
            @Nullable EvolutionVersion rollbackOf,
            Instant at) {}
}
