package io.evoforge.vcs.jgit;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the commits of a repository on this machine, a clone or a bare one, as they are: asks no remote, writes nothing,
 * and starts no program.
 *
 * <p>Implementations are safe for use by several threads. Each method throws a {@link VersionControlException} with reason
 * {@code STORAGE} if the repository cannot be read.
 */
public interface CommitReader extends AutoCloseable {
    /**
     * Opens the repository that {@code directory} is in.
     *
     * @throws VersionControlException with reason {@code NOT_FOUND} if neither it nor a directory above it is one, with
     *     reason {@code STORAGE} if it cannot be read
     */
    static CommitReader open(Path directory) {
        return PrivateClassLoader.create(
                "io.evoforge.vcs.jgit.internal.RepositoryReader", CommitReader.class, List.of(Path.class), directory);
    }

    /**
     * The commit with this name: an id of 40 digits or the beginning of one, a branch, a tag, or another form that git
     * knows, such as {@code HEAD~2}.
     *
     * @return empty if nothing, several things, or no commit has this name
     */
    Optional<CommitSummary> find(String name);

    /** The first parent of a commit; empty if it has none, or a shallow clone ends here. */
    Optional<CommitSummary> parent(CommitId commit);

    /** The file that {@code commit} holds at {@code path}; empty if there is none. */
    Optional<FileContent> read(CommitId commit, RepositoryPath path);

    @Override
    void close();
}
