package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.TagName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The remote repository that several {@link InMemoryVersionControl} share, seen with the eyes of the server: what it
 * holds, what other people do to it, and when it refuses or is out of reach.
 *
 * <p>Safe for use by several threads.
 */
public final class InMemoryRemote {
    private final Map<CommitId, StoredCommit> commits = new HashMap<>();
    private final Map<BranchName, StoredCommit> branches = new HashMap<>();
    private final Map<BranchName, Rejection> rejections = new HashMap<>();
    private final Map<TagName, CommitId> tags = new HashMap<>();
    private boolean reachable = true;

    /** An empty repository without any branch. */
    public InMemoryRemote() {}

    /** Where {@code branch} points. */
    public synchronized Optional<CommitId> tip(BranchName branch) {
        return Optional.ofNullable(branches.get(branch)).map(StoredCommit::id);
    }

    /** The whole history of {@code branch}, newest first; empty if there is no such branch. */
    public synchronized List<CommitSummary> log(BranchName branch) {
        List<CommitSummary> log = new ArrayList<>();
        for (StoredCommit commit = branches.get(branch); commit != null; commit = commit.parent()) {
            log.add(commit.summary());
        }
        return log;
    }

    /** Every file at the tip of {@code branch}, by path; empty if there is no such branch. */
    public synchronized Map<RepositoryPath, FileContent> files(BranchName branch) {
        Map<RepositoryPath, FileContent> files = new TreeMap<>();
        StoredCommit.filesOf(branches.get(branch)).forEach((path, file) -> files.put(path, file.content()));
        return files;
    }

    /** Which files at the tip of {@code branch} are executable; empty if there is no such branch. */
    public synchronized Set<RepositoryPath> executables(BranchName branch) {
        Set<RepositoryPath> executables = new TreeSet<>();
        StoredCommit.filesOf(branches.get(branch)).forEach((path, file) -> {
            if (file.mode() == FileMode.EXECUTABLE) {
                executables.add(path);
            }
        });
        return executables;
    }

    /** Every tag with the commit it is on. */
    public synchronized Map<TagName, CommitId> tags() {
        return Map.copyOf(tags);
    }

    /** Somebody else commits {@code changes} to the tip of {@code branch}, or begins it. */
    public synchronized CommitId someoneElseCommits(
            BranchName branch, String message, Signature author, FileChange... changes) {
        StoredCommit tip = branches.get(branch);
        StoredCommit commit =
                StoredCommit.make(tip, StoredCommit.apply(tip, List.of(changes)), message, author, author);
        commits.put(commit.id(), commit);
        branches.put(branch, commit);
        return commit.id();
    }

    /**
     * Somebody else moves {@code branch} by force.
     *
     * @throws IllegalArgumentException if the remote has no such commit
     */
    public synchronized void someoneElseMoves(BranchName branch, CommitId to) {
        StoredCommit commit = commits.get(to);
        if (commit == null) {
            throw new IllegalArgumentException("the remote has no commit " + to);
        }
        branches.put(branch, commit);
    }

    /** Somebody else deletes {@code branch}. */
    public synchronized void someoneElseDeletes(BranchName branch) {
        branches.remove(branch);
    }

    /** From now on every push to {@code branch} is turned down. */
    public synchronized void rejectPushes(BranchName branch, Rejection rejection) {
        rejections.put(branch, rejection);
    }

    /** Whether the remote answers from now on. */
    public synchronized void setReachable(boolean reachable) {
        this.reachable = reachable;
    }

    boolean isReachable() {
        return reachable;
    }

    @Nullable
    StoredCommit branch(BranchName branch) {
        return branches.get(branch);
    }

    @Nullable
    StoredCommit commit(CommitId id) {
        return commits.get(id);
    }

    @Nullable
    Rejection rejection(BranchName branch) {
        return rejections.get(branch);
    }

    @Nullable
    CommitId tag(TagName name) {
        return tags.get(name);
    }

    /** Objects go in first and hurt nobody, as in git; refs move in {@link #publish}. */
    void add(StoredCommit commit) {
        commits.put(commit.id(), commit);
    }

    void publish(BranchName branch, StoredCommit tip, Map<TagName, CommitId> newTags) {
        branches.put(branch, tip);
        tags.putAll(newTags);
    }
}
