package io.evoforge.vcs.jgit;

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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Version control with JGit and a bare repository of our own: no work tree, no index, no hooks, no filters, no
 * configuration but ours, and no program started.
 *
 * <p>{@link #commit} writes the changed files and the directories above them into the repository below the state
 * directory and asks the remote only when it does not know the branch or the base yet. {@link #push} publishes with the
 * expected old tip, so that nothing of anybody else is ever overwritten; a branch that moved in other paths is followed
 * by giving our commits new parents.
 *
 * <p>With a remote the repository is a cache: it may be deleted while no instance is open, and is rebuilt when it is
 * unreadable. What had been committed and not pushed is then gone from it, and committing the same changeset again
 * gives the same commit. Without a remote the repository is the result and is never rebuilt.
 *
 * <p>Safe for use by several threads; calls are carried out one after the other. An instance holds its state directory
 * until it is closed.
 */
public final class JGitVersionControl implements VersionControl, AutoCloseable {
    private static final String ENGINE = "io.evoforge.vcs.jgit.internal.Engine";

    private final JGitSettings settings;
    private final VersionControl engine;

    /**
     * Opens the state directory, and nothing else: the remote is first asked when something is to be known from it.
     *
     * @throws VersionControlException with reason {@code IN_USE} if another instance holds the state directory, with
     *     reason {@code STORAGE} if it cannot be used
     */
    public JGitVersionControl(JGitSettings settings, CredentialSource credentials, Clock clock) {
        this(settings, credentials, clock, new SplittableRandom());
    }

    /** As the other constructor, with a source for the random waits between attempts on a moving branch. */
    public JGitVersionControl(
            JGitSettings settings, CredentialSource credentials, Clock clock, RandomGenerator jitter) {
        this.settings = settings;
        this.engine = PrivateClassLoader.create(
                ENGINE,
                VersionControl.class,
                List.of(JGitSettings.class, CredentialSource.class, Clock.class, RandomGenerator.class),
                settings,
                credentials,
                clock,
                jitter);
    }

    @Override
    public CommitOutcome commit(Changeset changeset) {
        return engine.commit(changeset);
    }

    /**
     * {@inheritDoc}
     *
     * @throws VersionControlException also with reason {@code UNSUPPORTED} if there is no remote
     */
    @Override
    public PushOutcome push(BranchName branch, MergeDriver driver) {
        return engine.push(branch, driver);
    }

    @Override
    public void discard(BranchName branch) {
        engine.discard(branch);
    }

    @Override
    public BranchStatus status(BranchName branch, int limit) {
        return engine.status(branch, limit);
    }

    @Override
    public Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        return engine.read(commit, path);
    }

    @Override
    public Optional<CommitSummary> find(BranchName branch, Trailer trailer) {
        return engine.find(branch, trailer);
    }

    /** Gives the state directory back. Waits for a call that is under way; later calls are refused. */
    @Override
    public void close() {
        try {
            ((AutoCloseable) engine).close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("JGit could not be closed", e);
        }
    }

    /** Where it publishes and where it keeps its repository. */
    @Override
    public String toString() {
        return "JGitVersionControl[" + (settings.remote() == null ? "no remote" : settings.remote()) + ", "
                + settings.stateDirectory() + "]";
    }
}
