package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.vcs.jgit.CommitReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** The reader of a repository that is somebody else's. Loaded by name, with a copy of JGit of our own. */
public final class RepositoryReader implements CommitReader {
    private final Path directory;
    private final Repository repository;
    private final Commits commits;

    /** Opens the repository that {@code directory} is in. */
    public RepositoryReader(Path directory) {
        HermeticSystemReader.install();
        this.directory = directory;
        this.repository = open(directory);
        this.commits = new Commits(repository, null);
    }

    private static Repository open(Path directory) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .findGitDir(directory.toAbsolutePath().normalize().toFile());
        if (builder.getGitDir() == null) {
            throw new VersionControlException(
                    Reason.NOT_FOUND,
                    "There is no git repository in '" + directory + "' or above it. Name the directory of a clone.");
        }
        try {
            return builder.setMustExist(true).build();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(directory, e);
        }
    }

    private static VersionControlException unreadable(Path directory, Exception cause) {
        return new VersionControlException(
                Reason.STORAGE,
                "The repository in '" + directory + "' cannot be read: " + cause.getMessage()
                        + ". Run `git fsck` in it, or clone it again.",
                cause);
    }

    @Override
    public Optional<CommitSummary> find(String name) {
        return reading(() -> {
            ObjectId id = resolved(name);
            return id == null ? null : commits.summary(id);
        });
    }

    private @Nullable ObjectId resolved(String name) throws IOException {
        try {
            return repository.resolve(name + "^{commit}");
        } catch (RevisionSyntaxException
                | AmbiguousObjectException
                | IncorrectObjectTypeException
                | MissingObjectException e) {
            return null;
        }
    }

    @Override
    public Optional<CommitSummary> parent(CommitId commit) {
        return reading(() -> {
            ObjectId parent = commits.parent(CommitFormat.objectId(commit));
            return parent == null ? null : commits.summary(parent);
        });
    }

    @Override
    public Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        return reading(() -> commits.read(CommitFormat.objectId(commit), path));
    }

    /** A question to the repository. */
    private interface Question<T> {
        @Nullable
        T ask() throws IOException;
    }

    private <T> Optional<T> reading(Question<T> question) {
        try {
            return Optional.ofNullable(question.ask());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
