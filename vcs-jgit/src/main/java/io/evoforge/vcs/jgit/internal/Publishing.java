package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the commits of a branch.
 *
 * <p>The remote is always told what we think it has, so it refuses when we are wrong. Then we look, and either give our
 * commits new parents or say why not. When an answer is lost, the remote's branch is what decides.
 */
final class Publishing {
    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 2000;

    private final Repository repository;
    private final Refs refs;
    private final Commits commits;
    private final Fetching fetching;
    private final Remote remote;
    private final RandomGenerator jitter;
    private final int attempts;

    Publishing(
            Repository repository,
            Refs refs,
            Commits commits,
            Fetching fetching,
            Remote remote,
            RandomGenerator jitter,
            int attempts) {
        this.repository = repository;
        this.refs = refs;
        this.commits = commits;
        this.fetching = fetching;
        this.remote = remote;
        this.jitter = jitter;
        this.attempts = attempts;
    }

    PushOutcome push(BranchName name, MergeDriver driver, Deadline deadline) throws IOException, ConversationFailed {
        PushOutcome outcome = attempt(name, driver, deadline);
        refs.set(Refs.conflict(name), conflict(name, outcome));
        return outcome;
    }

    private @Nullable ObjectId conflict(BranchName name, PushOutcome outcome) throws IOException {
        if (!(outcome instanceof PushOutcome.Conflict conflict)) {
            return null;
        }
        return conflict.tip() == null ? refs.get(Refs.tip(name)) : CommitFormat.objectId(conflict.tip());
    }

    private PushOutcome attempt(BranchName name, MergeDriver driver, Deadline deadline)
            throws IOException, ConversationFailed {
        Map<CommitId, CommitId> reparented = new HashMap<>();
        for (int attempt = 1; attempt <= attempts && !deadline.hasPassed(); attempt++) {
            Branch branch = Branch.load(name, refs);
            List<Refs.PendingTag> tags = branch.pendingTags(refs, commits);
            if (tags.isEmpty() && (!branch.hasUnpublished() || Objects.equals(branch.tip(), branch.remoteTip()))) {
                return nothingToPush(branch, deadline);
            }
            PushReport report;
            try {
                report = send(branch, tags, deadline.keepingReserve());
            } catch (ConversationFailed failure) {
                return settle(branch, tags, failure, reparented, deadline);
            }
            switch (report.verdict()) {
                case DONE -> {
                    return published(branch, branch.tip(), tags, reparented);
                }
                case REJECTED -> {
                    return new PushOutcome.Rejected(Objects.requireNonNull(report.rejection()));
                }
                case MOVED -> {
                    // Waiting comes before looking: whoever looks and then waits is late again.
                    pause(attempt, deadline);
                    PushOutcome outcome = follow(name, driver, tags, reparented, deadline);
                    if (outcome != null) {
                        return outcome;
                    }
                }
            }
        }
        throw new VersionControlException(
                Reason.CONTENDED,
                "Cannot publish to '" + remote.url().redacted() + "' branch '" + name + "': it kept moving or stayed"
                        + " locked during " + attempts + " attempts. The commits are kept; push again later. If nobody"
                        + " else is pushing, look for a stale '.lock' file in the remote repository.");
    }

    private PushOutcome nothingToPush(Branch before, Deadline deadline) throws IOException, ConversationFailed {
        Branch now = fetching.fetch(before.name(), Remote.Depth.SHALLOW, deadline);
        ObjectId remoteTip = now.remoteTip();
        if (before.tip() != null && remoteTip == null) {
            return new PushOutcome.Conflict(null, Set.of());
        }
        if (before.tip() != null && !commits.isAncestor(before.tip(), remoteTip)) {
            return new PushOutcome.Conflict(id(remoteTip), Set.of());
        }
        return new PushOutcome.UpToDate(id(remoteTip));
    }

    private PushReport send(Branch branch, List<Refs.PendingTag> tags, Deadline deadline) throws ConversationFailed {
        List<Remote.Update> updates = new ArrayList<>();
        if (branch.tip() != null && !branch.tip().equals(branch.remoteTip())) {
            // A remote that went elsewhere than we know is noticed by the server; one that went elsewhere than our
            // commits stand on, here: it must not even be tried.
            ObjectId expected = branch.remoteTip() == null ? ObjectId.zeroId() : branch.remoteTip();
            updates.add(new Remote.Update(branch.name().ref(), branch.tip(), expected));
        }
        for (Refs.PendingTag tag : tags) {
            updates.add(new Remote.Update(tag.name().ref(), tag.id(), ObjectId.zeroId()));
        }
        return remote.push(repository, updates, deadline);
    }

    private PushOutcome published(
            Branch branch, @Nullable ObjectId remoteTip, List<Refs.PendingTag> tags, Map<CommitId, CommitId> reparented)
            throws IOException {
        Branch.published(branch.name(), remoteTip, refs);
        Branch.tagsPublished(tags, refs);
        return new PushOutcome.Pushed(Objects.requireNonNull(id(remoteTip)), reparented);
    }

    /** The branch is not where we thought. Null if our commits now stand on where it is. */
    private @Nullable PushOutcome follow(
            BranchName name,
            MergeDriver driver,
            List<Refs.PendingTag> tags,
            Map<CommitId, CommitId> reparented,
            Deadline deadline)
            throws IOException, ConversationFailed {
        Branch branch = fetching.fetch(name, Remote.Depth.SHALLOW, deadline);
        ObjectId remoteTip = branch.remoteTip();
        if (remoteTip == null) {
            boolean isNew = branch.base() == null || branch.isBegun();
            return isNew ? null : new PushOutcome.Conflict(null, Set.of());
        }
        if (commits.isAncestor(branch.tip(), remoteTip)) {
            return published(branch, remoteTip, List.of(), reparented)
                    .match(pushed -> tags.isEmpty() ? pushed : null, other -> other, other -> other, other -> other);
        }
        if (commits.isAncestor(remoteTip, branch.tip()) && commits.isAncestor(branch.base(), remoteTip)) {
            return null; // somebody published the first of our commits, which may have been us
        }
        if (!commits.isAncestor(branch.base(), remoteTip)) {
            return new PushOutcome.Conflict(id(remoteTip), Set.of()); // rewound: commits we stand on are gone
        }
        return new Reparenting(refs, commits, driver).onto(branch, remoteTip, tags, reparented);
    }

    /** An answer was lost. What the remote has now decides. */
    private PushOutcome settle(
            Branch sent,
            List<Refs.PendingTag> tags,
            ConversationFailed failure,
            Map<CommitId, CommitId> reparented,
            Deadline deadline)
            throws IOException, ConversationFailed {
        if (!failure.mayHaveActed()) {
            throw failure;
        }
        Branch branch;
        try {
            branch = fetching.fetch(sent.name(), Remote.Depth.SHALLOW, deadline);
        } catch (ConversationFailed second) {
            failure.addSuppressed(second);
            throw failure;
        }
        if (sent.tip() != null && branch.remoteTip() != null && commits.isAncestor(sent.tip(), branch.remoteTip())) {
            return published(branch, branch.remoteTip(), tags, reparented); // all or nothing: the tags are there too
        }
        throw failure;
    }

    private void pause(int attempt, Deadline deadline) {
        if (attempt == 1) {
            return; // most often one other publisher was faster, and is done
        }
        long longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(attempt, 10));
        long nanos = TimeUnit.MILLISECONDS.toNanos(jitter.nextLong(longest));
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(nanos, deadline.remainingNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VersionControlException(
                    Reason.UNREACHABLE, "The push was interrupted; the commits are kept. Push again.", e);
        }
    }

    private static @Nullable CommitId id(@Nullable ObjectId id) {
        return id == null ? null : CommitFormat.id(id);
    }
}
