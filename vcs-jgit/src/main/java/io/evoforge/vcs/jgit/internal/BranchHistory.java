package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The whole history of a branch: our unpublished commits, and all that the remote has.
 *
 * <p>The repository we commit in knows only the newest commits of a large remote. So the others are kept in a second
 * repository: commits alone, without a tree or a file, where the server can send them so.
 */
final class BranchHistory implements AutoCloseable {
    private final Commits commits;
    private final Repository ours;
    private final @Nullable Remote remote;
    private final RepositoryDirectory directory;
    private @Nullable Repository published;
    private @Nullable History history;

    BranchHistory(Commits commits, Repository ours, @Nullable Remote remote, RepositoryDirectory directory) {
        this.commits = commits;
        this.ours = ours;
        this.remote = remote;
        this.directory = directory;
    }

    /** Brings the history up to where {@code branch} is; costs nothing if it is. */
    void refresh(Branch branch, Deadline deadline) throws IOException, ConversationFailed {
        if (remote == null || remote.isFile()) {
            published = ours;
        } else {
            if (published == null) {
                published = directory.open();
            }
            ObjectId known = new Refs(published).get(Refs.remoteTip(branch.name()));
            if (branch.remoteTip() != null && !branch.remoteTip().equals(known)) {
                remote.fetchHistory(published, branch.name(), deadline);
            }
        }
        if (history == null) {
            history = new History(published);
        }
    }

    private History history() {
        return Objects.requireNonNull(history, "refresh comes first");
    }

    /** Where the published part of the branch ends; null if there is none, or it is gone from the remote. */
    private @Nullable ObjectId published(Branch branch) throws IOException {
        ObjectId base = remote == null ? branch.tip() : branch.base();
        boolean there = base != null
                && Objects.requireNonNull(published, "refresh comes first")
                        .getObjectDatabase()
                        .has(base);
        return there ? base : null;
    }

    private List<CommitSummary> unpublishedNewestFirst(Branch branch) throws IOException {
        List<CommitSummary> unpublished = new ArrayList<>();
        if (remote != null) {
            for (ObjectId commit : commits.unpublished(branch)) {
                unpublished.add(0, commits.summary(commit));
            }
        }
        return unpublished;
    }

    /** The last commits, newest first. */
    List<CommitSummary> latest(Branch branch, int limit) throws IOException {
        List<CommitSummary> latest = unpublishedNewestFirst(branch);
        ObjectId base = published(branch);
        if (base != null && latest.size() < limit) {
            latest.addAll(history().latest(base, limit - latest.size()));
        }
        return latest.subList(0, Math.min(limit, latest.size()));
    }

    /** How many commits the tip has behind it, itself included. */
    long count(Branch branch) throws IOException {
        ObjectId base = published(branch);
        return unpublishedNewestFirst(branch).size()
                + (base == null ? 0 : history().count(base));
    }

    /** How many of them were committed within the 24 hours before {@code now}. */
    long countWithinDay(Branch branch, Instant now) throws IOException {
        ObjectId base = published(branch);
        long young = unpublishedNewestFirst(branch).stream()
                .filter(commit -> History.isWithinDay(commit.committer().when().toInstant(), now))
                .count();
        return young + (base == null ? 0 : history().countWithinDay(base, now));
    }

    /** The newest commit with {@code trailer} in the last block of its message. */
    Optional<CommitSummary> find(Branch branch, Trailer trailer) throws IOException {
        Optional<CommitSummary> unpublished = unpublishedNewestFirst(branch).stream()
                .filter(commit -> Trailer.in(commit.message()).contains(trailer))
                .findFirst();
        ObjectId base = published(branch);
        if (unpublished.isEmpty() && base != null) {
            unpublished = Optional.ofNullable(history().find(base, trailer));
        }
        // another's push may hold it while commits of ours still stand on an older tip
        ObjectId remoteTip = branch.remoteTip();
        if (unpublished.isEmpty() && remoteTip != null && !remoteTip.equals(base) && isPublished(branch.name())) {
            return Optional.ofNullable(history().find(remoteTip, trailer));
        }
        return unpublished;
    }

    private boolean isPublished(BranchName name) throws IOException {
        ObjectId tip = new Refs(Objects.requireNonNull(published, "refresh comes first")).get(Refs.remoteTip(name));
        return tip != null;
    }

    @Override
    public void close() {
        if (published != null && published != ours) {
            published.close();
        }
    }
}
