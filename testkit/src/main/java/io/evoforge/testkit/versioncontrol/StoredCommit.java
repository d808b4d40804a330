package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A commit with its whole tree.
 *
 * @param parent null for the first one
 * @param files every file of the tree
 */
record StoredCommit(
        CommitId id,
        @Nullable StoredCommit parent,
        Map<RepositoryPath, StoredFile> files,
        String message,
        Signature author,
        Signature committer) {

    static StoredCommit make(
            @Nullable StoredCommit parent,
            Map<RepositoryPath, StoredFile> files,
            String message,
            Signature author,
            Signature committer) {
        CommitId id = GitObjects.commit(
                GitObjects.tree(files), parent == null ? null : parent.id(), author, committer, message);
        return new StoredCommit(id, parent, Map.copyOf(files), message, author, committer);
    }

    /** The files of {@code commit}, none if it is null, after {@code changes}. */
    static Map<RepositoryPath, StoredFile> apply(@Nullable StoredCommit commit, List<FileChange> changes) {
        Map<RepositoryPath, StoredFile> files = new TreeMap<>(filesOf(commit));
        for (FileChange change : changes) {
            change.<@Nullable StoredFile>match(
                    put -> {
                        StoredFile before = files.get(put.path());
                        FileMode mode = put.mode() != FileMode.KEEP
                                ? put.mode()
                                : before == null ? FileMode.REGULAR : before.mode();
                        return files.put(put.path(), new StoredFile(put.content(), mode));
                    },
                    delete -> files.remove(delete.path()));
        }
        return files;
    }

    static Map<RepositoryPath, StoredFile> filesOf(@Nullable StoredCommit commit) {
        return commit == null ? Map.of() : commit.files;
    }

    /** The paths that this commit changed. */
    Set<RepositoryPath> changedPaths() {
        Set<RepositoryPath> paths = new TreeSet<>(files.keySet());
        paths.addAll(filesOf(parent).keySet());
        paths.removeIf(path -> Objects.equals(files.get(path), filesOf(parent).get(path)));
        return paths;
    }

    /** Whether this commit is {@code other} or has it behind itself; every commit has null behind itself. */
    boolean reaches(@Nullable StoredCommit other) {
        if (other == null) {
            return true;
        }
        for (StoredCommit commit = this; commit != null; commit = commit.parent) {
            if (commit.id.equals(other.id)) {
                return true;
            }
        }
        return false;
    }

    CommitSummary summary() {
        return new CommitSummary(id, message, author, committer);
    }
}
