package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A version control that keeps everything in memory and behaves like a clone with an {@link InMemoryRemote}: commits are
 * made here and become visible by a push, object ids are git's, faults can be ordered.
 *
 * <p>Safe for use by several threads; several instances may share one remote.
 */
public final class InMemoryVersionControl implements VersionControl {
    private final InMemoryRemote remote;
    private final Clock clock;
    private final Map<BranchName, Branch> branches = new HashMap<>();
    private final Map<CommitId, TagName> tags = new HashMap<>();
    private @Nullable Fault nextPush;
    private boolean loseNextCommitReply;

    private enum Fault {
        BEFORE_PROCESSING,
        AFTER_PROCESSING
    }

    /** Our side of a branch: commits made here, on top of what the remote had. */
    private static final class Branch {
        @Nullable
        StoredCommit base;

        final List<StoredCommit> ours = new ArrayList<>();

        /** Where the remote had it when it was there for the last time; null if it is new. */
        @Nullable
        CommitId lastSeen;

        @Nullable
        StoredCommit tip() {
            return ours.isEmpty() ? base : ours.get(ours.size() - 1);
        }
    }

    /** A clone of {@code remote}; {@code clock} tells which commits are of the last day. */
    public InMemoryVersionControl(InMemoryRemote remote, Clock clock) {
        this.remote = remote;
        this.clock = clock;
    }

    /** A clone of an empty remote that nobody else sees, at the system's time. */
    public InMemoryVersionControl() {
        this(new InMemoryRemote(), Clock.systemUTC());
    }

    /** The connection breaks before the remote has seen the next push. */
    public void failNextPushBeforeProcessing() {
        synchronized (remote) {
            nextPush = Fault.BEFORE_PROCESSING;
        }
    }

    /** The remote carries out the next push, and its reply is lost. */
    public void failNextPushAfterProcessing() {
        synchronized (remote) {
            nextPush = Fault.AFTER_PROCESSING;
        }
    }

    /** The next commit is made, and the caller does not hear of it. */
    public void failNextCommitAfterProcessing() {
        synchronized (remote) {
            loseNextCommitReply = true;
        }
    }

    @Override
    public CommitOutcome commit(Changeset changeset) {
        synchronized (remote) {
            Branch branch = refreshed(changeset.branch());
            CommitOutcome outcome = commit(branch, changeset);
            if (loseNextCommitReply) {
                loseNextCommitReply = false;
                throw unreachable();
            }
            return outcome;
        }
    }

    private CommitOutcome commit(Branch branch, Changeset changeset) {
        StoredCommit base = changeset.base() == null ? null : known(changeset.base());
        StoredCommit tip = branch.tip();
        for (StoredCommit commit = tip; commit != null; commit = commit.parent()) {
            if (commit.id().equals(made(changeset, commit.parent()).id())) {
                return new CommitOutcome.Committed(commit.id());
            }
            if (base != null && commit.id().equals(base.id())) {
                break;
            }
        }
        if (tip == null && base != null) {
            if (base.id().equals(branch.lastSeen)) {
                return new CommitOutcome.Conflict(null, Set.of());
            }
            branch.lastSeen = null; // whoever looked saw no such branch, and begins one of that name
            tip = base;
        }
        Map<RepositoryPath, StoredFile> wanted = StoredCommit.apply(tip, changeset.changes());
        if (tip != null && wanted.equals(tip.files())) {
            return new CommitOutcome.Unchanged(tip.id());
        }
        Set<RepositoryPath> conflicts = new TreeSet<>();
        for (FileChange change : changeset.changes()) {
            StoredFile before = StoredCommit.filesOf(base).get(change.path());
            StoredFile now = StoredCommit.filesOf(tip).get(change.path());
            if (!Objects.equals(before, now) && !Objects.equals(now, wanted.get(change.path()))) {
                conflicts.add(change.path());
            }
        }
        if (tip != null && !conflicts.isEmpty()) {
            return new CommitOutcome.Conflict(tip.id(), conflicts);
        }
        StoredCommit commit = made(changeset, tip);
        if (changeset.tag() != null && isTaken(changeset.tag().name(), commit.id())) {
            return new CommitOutcome.Rejected(taken(changeset.tag().name()));
        }
        if (branch.tip() == null) {
            branch.base = base; // where the branch begins
        }
        remote.add(commit);
        branch.ours.add(commit);
        if (changeset.tag() != null) {
            tags.put(commit.id(), changeset.tag().name());
        }
        return new CommitOutcome.Committed(commit.id());
    }

    private static StoredCommit made(Changeset changeset, @Nullable StoredCommit parent) {
        try {
            return StoredCommit.make(
                    parent,
                    StoredCommit.apply(parent, changeset.changes()),
                    changeset.message(),
                    changeset.author(),
                    changeset.committer());
        } catch (IllegalArgumentException e) {
            throw new VersionControlException(
                    Reason.UNSUPPORTED, "Cannot commit: " + e.getMessage() + ". Choose another path.", e);
        }
    }

    @Override
    public PushOutcome push(BranchName name, MergeDriver driver) {
        synchronized (remote) {
            Fault fault = nextPush;
            nextPush = null;
            if (fault == Fault.BEFORE_PROCESSING) {
                throw unreachable();
            }
            requireReachable();
            Branch branch = refreshed(name);
            StoredCommit theirs = remote.branch(name);
            if (branch.ours.isEmpty()) {
                return new PushOutcome.UpToDate(theirs == null ? null : theirs.id());
            }
            if (theirs == null ? branch.lastSeen != null : !theirs.reaches(branch.base)) {
                return new PushOutcome.Conflict(theirs == null ? null : theirs.id(), Set.of());
            }
            Replay replay = replayed(branch, theirs == null ? branch.base : theirs, driver);
            if (!replay.conflicts.isEmpty()) {
                return new PushOutcome.Conflict(theirs == null ? null : theirs.id(), replay.conflicts);
            }
            return send(name, branch, replay, fault);
        }
    }

    private PushOutcome send(BranchName name, Branch branch, Replay replay, @Nullable Fault fault) {
        Rejection rejection = remote.rejection(name);
        if (rejection != null) {
            return new PushOutcome.Rejected(rejection);
        }
        for (Map.Entry<TagName, CommitId> tag : replay.tags.entrySet()) {
            if (isTaken(tag.getKey(), tag.getValue())) {
                return new PushOutcome.Rejected(taken(tag.getKey()));
            }
        }
        StoredCommit tip = Objects.requireNonNull(replay.tip, "a replay of at least 1 commit has a tip");
        replay.commits.forEach(remote::add);
        remote.publish(name, tip, replay.tags);
        if (fault == Fault.AFTER_PROCESSING) {
            throw unreachable();
        }
        branch.base = tip;
        branch.lastSeen = tip.id();
        branch.ours.clear();
        return new PushOutcome.Pushed(tip.id(), replay.reparented);
    }

    private boolean isTaken(TagName tag, CommitId commit) {
        CommitId existing = remote.tag(tag);
        return existing != null && !existing.equals(commit);
    }

    private static Rejection taken(TagName tag) {
        return new Rejection(
                Rejection.Reason.OTHER,
                "The remote already has a tag '" + tag + "' on another commit. Delete or rename that tag, then try"
                        + " again.");
    }

    /** Our commits, put on another base. */
    private static final class Replay {
        @Nullable
        StoredCommit tip;

        final List<StoredCommit> commits = new ArrayList<>();
        final Map<CommitId, CommitId> reparented = new LinkedHashMap<>();
        final Map<TagName, CommitId> tags = new LinkedHashMap<>();
        final Set<RepositoryPath> conflicts = new TreeSet<>();
    }

    private Replay replayed(Branch branch, @Nullable StoredCommit onto, MergeDriver driver) {
        Replay replay = new Replay();
        replay.tip = onto;
        for (StoredCommit commit : branch.ours) {
            StoredCommit moved = moved(commit, replay, driver);
            if (!moved.id().equals(commit.id())) {
                replay.reparented.put(commit.id(), moved.id());
            }
            replay.commits.add(moved);
            TagName tag = tags.get(commit.id());
            if (tag != null) {
                replay.tags.put(tag, moved.id());
            }
            replay.tip = moved;
        }
        return replay;
    }

    private static StoredCommit moved(StoredCommit commit, Replay replay, MergeDriver driver) {
        Map<RepositoryPath, StoredFile> files = new TreeMap<>(StoredCommit.filesOf(replay.tip));
        for (RepositoryPath path : commit.changedPaths()) {
            StoredFile base = StoredCommit.filesOf(commit.parent()).get(path);
            StoredFile ours = commit.files().get(path);
            StoredFile theirs = files.get(path);
            Optional<StoredFile> joined = joined(path, base, ours, theirs, driver);
            if (joined.isPresent()) {
                files.put(path, joined.get());
            } else if (ours == null && (theirs == null || theirs.equals(base))) {
                files.remove(path);
            } else {
                replay.conflicts.add(path);
            }
        }
        if (replay.tip != null && files.equals(replay.tip.files())) {
            return replay.tip; // somebody else made the very same change
        }
        return StoredCommit.make(replay.tip, files, commit.message(), commit.author(), commit.committer());
    }

    /** What the path holds afterwards; empty if that is nothing, or the two sides cannot be joined. */
    private static Optional<StoredFile> joined(
            RepositoryPath path,
            @Nullable StoredFile base,
            @Nullable StoredFile ours,
            @Nullable StoredFile theirs,
            MergeDriver driver) {
        if (ours == null) {
            return Optional.empty();
        }
        if (Objects.equals(theirs, base) || ours.equals(theirs)) {
            return Optional.of(ours);
        }
        FileMode mode = theirs == null ? ours.mode() : theirs.mode();
        return driver.merge(path, content(base), ours.content(), content(theirs))
                .map(content -> new StoredFile(content, mode));
    }

    private static @Nullable FileContent content(@Nullable StoredFile file) {
        return file == null ? null : file.content();
    }

    @Override
    public void discard(BranchName name) {
        synchronized (remote) {
            requireReachable();
            Branch branch = refreshed(name);
            StoredCommit theirs = remote.branch(name);
            if (theirs != null) {
                branch.ours.forEach(commit -> tags.remove(commit.id()));
                branch.ours.clear();
                branch.base = theirs;
            }
        }
    }

    @Override
    public BranchStatus status(BranchName name, int limit) {
        synchronized (remote) {
            requireReachable();
            Branch branch = refreshed(name);
            StoredCommit tip = branch.tip();
            StoredCommit theirs = remote.branch(name);
            Instant dayAgo = clock.instant().minus(Duration.ofDays(1));
            List<CommitSummary> latest = new ArrayList<>();
            long total = 0;
            long inLastDay = 0;
            for (StoredCommit commit = tip; commit != null; commit = commit.parent()) {
                total++;
                if (commit.committer().when().toInstant().isAfter(dayAgo)) {
                    inLastDay++;
                }
                if (latest.size() < limit) {
                    latest.add(commit.summary());
                }
            }
            return new BranchStatus(
                    name,
                    tip == null ? null : tip.id(),
                    theirs == null ? null : theirs.id(),
                    latest,
                    total,
                    inLastDay,
                    branch.ours.stream().map(StoredCommit::id).toList());
        }
    }

    @Override
    public Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        synchronized (remote) {
            return Optional.ofNullable(known(commit).files().get(path)).map(StoredFile::content);
        }
    }

    @Override
    public Optional<CommitSummary> find(BranchName name, Trailer trailer) {
        synchronized (remote) {
            requireReachable();
            Optional<CommitSummary> here = find(refreshed(name).tip(), trailer);
            return here.isPresent() ? here : find(remote.branch(name), trailer);
        }
    }

    private static Optional<CommitSummary> find(@Nullable StoredCommit tip, Trailer trailer) {
        for (StoredCommit commit = tip; commit != null; commit = commit.parent()) {
            if (Trailer.in(commit.message()).contains(trailer)) {
                return Optional.of(commit.summary());
            }
        }
        return Optional.empty();
    }

    /** Our side of the branch after a look at the remote; a remote out of reach is as it was last seen. */
    private Branch refreshed(BranchName name) {
        Branch branch = branches.computeIfAbsent(name, any -> new Branch());
        if (!remote.isReachable()) {
            return branch;
        }
        StoredCommit theirs = remote.branch(name);
        if (theirs != null) {
            branch.lastSeen = theirs.id();
            // a push whose reply was lost shows here: the remote has our commits after all
            while (!branch.ours.isEmpty() && theirs.reaches(branch.ours.get(0))) {
                branch.base = branch.ours.remove(0);
            }
        }
        if (branch.ours.isEmpty()) {
            branch.base = theirs;
        }
        return branch;
    }

    private StoredCommit known(CommitId id) {
        StoredCommit commit = remote.commit(id);
        if (commit == null) {
            throw new VersionControlException(
                    Reason.NOT_FOUND, "There is no commit " + id.shortHex() + " here. Fetch the branch again.");
        }
        return commit;
    }

    private void requireReachable() {
        if (!remote.isReachable()) {
            throw unreachable();
        }
    }

    private static VersionControlException unreachable() {
        return new VersionControlException(
                Reason.UNREACHABLE, "The remote repository did not answer. Try again when the connection is back.");
    }
}
