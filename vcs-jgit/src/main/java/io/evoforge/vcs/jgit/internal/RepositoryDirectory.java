package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a bare repository below the state directory, and makes it when it is missing.
 *
 * <p>It is built under another name and renamed, because JGit cannot go on with a repository whose making was
 * interrupted. One that exists but cannot be read is set aside, never deleted, and made anew, if its content can be had
 * from a remote again.
 */
final class RepositoryDirectory {
    private static final Logger log = LoggerFactory.getLogger(RepositoryDirectory.class);

    /** Data reaches the disk before a reference names it; nothing is fetched from, sent to or cleaned up unasked. */
    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tfilemode = true
            \tbare = true
            \tlogallrefupdates = false
            \tfsyncObjectFiles = true
            \tfsyncRefFiles = true
            [gc]
            \tauto = 0
            \tautoPackLimit = 0
            \tautoDetach = false
            [pack]
            \tthreads = 1
            [http]
            \tfollowRedirects = false
            \tpostBuffer = 134217728
            [protocol]
            \tversion = 2
            """;

    private final Path path;
    private final boolean replaceable;

    RepositoryDirectory(Path path, boolean replaceable) {
        this.path = path;
        this.replaceable = replaceable;
    }

    Repository open() {
        try {
            deleteTree(sibling(".new"));
            if (!Files.exists(path)) {
                build();
            }
            removeLeftovers();
            restoreConfig();
            Fault fault = new Fault();
            Repository repository = tryToOpen(fault);
            if (repository == null) {
                setAside(fault);
                build();
                repository = tryToOpen(fault);
            }
            if (repository == null) {
                throw fault.exception(path);
            }
            return repository;
        } catch (IOException e) {
            throw new VersionControlException(
                    Reason.STORAGE,
                    "Cannot make the repository '" + path + "': " + e.getMessage()
                            + ". Free space on the disk or make the directory writable, then try again.",
                    e);
        }
    }

    /** Why a repository could not be read. */
    private static final class Fault {
        private Exception cause = new IOException("unknown");

        VersionControlException exception(Path path) {
            return new VersionControlException(
                    Reason.STORAGE,
                    "The repository '" + path + "' cannot be read: " + cause.getMessage()
                            + ". Run `git fsck` in it, or restore it from a copy.",
                    cause);
        }
    }

    private @Nullable Repository tryToOpen(Fault fault) {
        Repository repository = null;
        try {
            repository = new FileRepositoryBuilder()
                    .setGitDir(path.toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
            checkReadable(repository);
            return repository;
        } catch (IOException | RuntimeException e) {
            fault.cause = e;
            if (repository != null) {
                repository.close();
            }
            return null;
        }
    }

    /** Every reference must name an object that is there, and a commit its tree. */
    private static void checkReadable(Repository repository) throws IOException {
        if (repository.exactRef(Constants.HEAD) == null) {
            throw new IOException("HEAD is missing");
        }
        List<Ref> refs = repository.getRefDatabase().getRefs();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : refs) {
                if (ref.getObjectId() != null) {
                    RevObject object = walk.peel(walk.parseAny(ref.getObjectId()));
                    if (object instanceof RevCommit commit) {
                        checkParents(walk, commit);
                    }
                }
            }
        }
    }

    private static void checkParents(RevWalk walk, RevCommit commit) throws IOException {
        for (RevCommit parent : commit.getParents()) {
            walk.parseHeaders(parent);
        }
    }

    private void build() throws IOException {
        Path building = sibling(".new");
        Files.createDirectories(building.resolve("objects/info"));
        Files.createDirectories(building.resolve("objects/pack"));
        Files.createDirectories(building.resolve("refs/heads"));
        Files.createDirectories(building.resolve("refs/tags"));
        write(building.resolve("HEAD"), "ref: refs/heads/main\n");
        write(building.resolve("config"), CONFIG);
        Files.move(building, path, StandardCopyOption.ATOMIC_MOVE);
        PackedObjects.synchronizeDirectory(directory());
    }

    /** A power loss may leave the file empty, and nobody but us has a say in it. */
    private void restoreConfig() throws IOException {
        Path config = path.resolve("config");
        if (!Files.isRegularFile(config) || !Files.readString(config).equals(CONFIG)) {
            Path building = path.resolve("config.new");
            Files.deleteIfExists(building);
            write(building, CONFIG);
            Files.move(building, config, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
    }

    private void setAside(Fault fault) throws IOException {
        if (!replaceable) {
            throw fault.exception(path);
        }
        Path aside = sibling(".unreadable");
        log.warn(
                "the repository '{}' cannot be read ({}); it is kept as '{}' and made anew from the remote",
                path,
                fault.cause.getMessage(),
                aside);
        deleteTree(aside);
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A killed process leaves its lock and temporary files behind. We hold the directory: nobody is using them. */
    private void removeLeftovers() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return isFanOut(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isLeftover(file.getFileName().toString())) {
                    log.info("removing '{}', which a killed process left behind", file);
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isLeftover(String name) {
        return name.endsWith(".lock") || name.startsWith(PackedObjects.TEMPORARY) || name.startsWith("incoming_");
    }

    /** Loose objects are many and have no locks. */
    private static boolean isFanOut(Path directory) {
        return directory.toString().replace('\\', '/').matches(".*/objects/[0-9a-f]{2}");
    }

    private Path directory() {
        return Objects.requireNonNull(path.getParent(), "the state directory");
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
