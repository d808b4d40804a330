package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.SshAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The adapter itself. One call at a time; each within its deadline. */
public final class Engine implements VersionControl, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final JGitSettings settings;
    private final Clock clock;
    private final StateDirectory directory;
    private final Repository repository;
    private final @Nullable Remote remote;
    private final Refs refs;
    private final Commits commits;
    private final Fetching fetching;
    private final Committing committing;
    private final BranchHistory history;
    private final @Nullable Publishing publishing;
    private boolean closed;

    /** Opens the state directory. */
    public Engine(JGitSettings settings, CredentialSource credentials, Clock clock, RandomGenerator jitter) {
        HermeticSystemReader.install();
        requireAccess(settings);
        this.settings = settings;
        this.clock = clock;
        Signer signer = settings.signingKey() == null ? null : Signer.of(settings.signingKey());
        this.directory = StateDirectory.acquire(settings.stateDirectory(), clock);
        this.repository = openRepository();
        this.remote = settings.remote() == null
                ? null
                : new Remote(settings.remote(), settings, directory.path(), credentials);
        this.refs = new Refs(repository);
        this.commits = new Commits(repository, signer);
        this.fetching = new Fetching(repository, refs, commits, remote);
        this.committing = new Committing(refs, commits, fetching, remote != null);
        this.history = new BranchHistory(
                commits,
                repository,
                remote,
                new RepositoryDirectory(directory.path().resolve("history.git"), true));
        this.publishing = remote == null
                ? null
                : new Publishing(repository, refs, commits, fetching, remote, jitter, settings.attempts());
    }

    private static void requireAccess(JGitSettings settings) {
        if (settings.remote() == null || !settings.remote().scheme().equals("ssh")) {
            return;
        }
        SshAccess access = settings.ssh();
        if (access == null) {
            throw new VersionControlException(
                    Reason.UNAUTHENTICATED,
                    "'" + settings.remote().redacted() + "' needs a private key and a file of known hosts. Configure"
                            + " both; nothing is taken from the user's own SSH directory.");
        }
        requireReadable("private key", access.privateKey());
        requireReadable("file of known hosts", access.knownHosts());
        SshSessions.requireSupported(access.privateKey());
    }

    private static void requireReadable(String what, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new VersionControlException(
                    Reason.UNAUTHENTICATED,
                    "The " + what + " '" + file + "' cannot be read. Configure the right file, or make it readable for"
                            + " this user.");
        }
    }

    private Repository openRepository() {
        boolean opened = false;
        try {
            Repository open = new RepositoryDirectory(
                            directory.path().resolve("repository.git"), settings.remote() != null)
                    .open();
            opened = true;
            return open;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    @Override
    public CommitOutcome commit(Changeset changeset) {
        return exclusively(deadline -> committing.commit(changeset, deadline));
    }

    @Override
    public PushOutcome push(BranchName branch, MergeDriver driver) {
        if (publishing == null) {
            throw new VersionControlException(
                    Reason.UNSUPPORTED,
                    "Cannot push '" + branch + "': no remote is configured, the commits stay in '" + directory.path()
                            + "/repository.git'. Configure a remote, or do not push.");
        }
        return exclusively(deadline -> publishing.push(branch, driver, deadline));
    }

    @Override
    public void discard(BranchName branch) {
        exclusively(deadline -> {
            Branch now = fetching.fetch(branch, Remote.Depth.SHALLOW, deadline);
            if (remote != null && now.remoteTip() != null && now.hasUnpublished()) {
                now.abandon(now.remoteTip(), refs, commits);
            }
            return branch;
        });
    }

    @Override
    public BranchStatus status(BranchName branch, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the number of commits must be 0 or more but was " + limit);
        }
        return exclusively(deadline -> {
            Branch now = fetching.fetch(branch, Remote.Depth.SHALLOW, deadline);
            history.refresh(now, deadline);
            return new BranchStatus(
                    branch,
                    id(now.tip()),
                    id(now.remoteTip()),
                    history.latest(now, limit),
                    history.count(now),
                    history.countWithinDay(now, clock.instant()),
                    unpublished(now));
        });
    }

    private List<CommitId> unpublished(Branch branch) throws IOException {
        if (settings.remote() == null) {
            return List.of();
        }
        return commits.unpublished(branch).stream().map(CommitFormat::id).toList();
    }

    private static @Nullable CommitId id(@Nullable ObjectId id) {
        return id == null ? null : CommitFormat.id(id);
    }

    @Override
    public Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        return exclusively(deadline -> {
            ObjectId id = CommitFormat.objectId(commit);
            if (!commits.has(id)) {
                fetching.fetchCommit(id, deadline);
            }
            if (!commits.has(id)) {
                throw new VersionControlException(
                        Reason.NOT_FOUND, "There is no commit '" + commit + "'. Take one that the status shows.");
            }
            return Optional.ofNullable(commits.read(id, path));
        });
    }

    @Override
    public Optional<CommitSummary> find(BranchName branch, Trailer trailer) {
        return exclusively(deadline -> {
            Branch now = fetching.fetch(branch, Remote.Depth.SHALLOW, deadline);
            history.refresh(now, deadline);
            return history.find(now, trailer);
        });
    }

    /** A call of the port. */
    private interface Call<T> {
        T within(Deadline deadline) throws IOException, ConversationFailed;
    }

    private <T> T exclusively(Call<T> call) {
        lock.lock();
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        try {
            // JGit looks for its parts, SSH among them, through the thread: it must find those of this copy
            thread.setContextClassLoader(Engine.class.getClassLoader());
            if (closed) {
                throw new VersionControlException(
                        Reason.UNSUPPORTED, "This instance is closed. Open a new one on '" + directory.path() + "'.");
            }
            return call.within(Deadline.in(settings.deadline()));
        } catch (ConversationFailed e) {
            throw e.asException();
        } catch (IOException e) {
            throw new VersionControlException(
                    Reason.STORAGE,
                    "Cannot use the repository in '" + directory.path() + "': " + e.getMessage()
                            + ". Free space on the disk or make the directory writable, then try again.",
                    e);
        } finally {
            thread.setContextClassLoader(callers);
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                history.close();
                if (remote != null) {
                    remote.close();
                }
                repository.close();
                directory.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
