package io.evoforge.vcs.github;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Version control on GitHub without a clone. {@link #commit} computes the commit here, from the directories that it touches,
 * and sends nothing; {@link #push} sends it. So a commit's id is known before anything is sent, the same call makes the same
 * commit after a restart, and a lost answer is settled by reading the branch once.
 *
 * <p>What was committed and not pushed is kept in memory only: commit it again after a restart. What a push was rejected
 * for is forgotten as well.
 *
 * <p>A changeset with a base for a branch that does not exist begins the branch at that base, unless the branch was there
 * before.
 *
 * <p>Safe for use by several threads; commits and pushes go one after the other.
 */
public final class GitHubVersionControl implements VersionControl {
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(10);

    private final GitHubConnection connection;
    private final Committing committing;
    private final Publishing publishing;
    private final History history;
    private final Files files;
    private final Statuses statuses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BranchName, BranchState> branches = new HashMap<>();

    /** The state as far as others may see it while the lock is held. */
    private final Map<BranchName, Statuses.Made> made = new ConcurrentHashMap<>();

    /** Version control over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubVersionControl(GitHubConnection connection, GitHubStrategy strategy) {
        GitHubSettings settings = connection.settings();
        GitHubApi api = new GitHubApi(connection);
        TagWriter tags = new TagWriter(api);
        GraphQlHeads graphQlHeads = new GraphQlHeads(api, settings);
        boolean graphQl = settings.graphQl() && strategy != GitHubStrategy.CONTENTS;
        Heads heads = graphQl ? graphQlHeads : new RestHeads(api);
        RefMover refs = graphQl ? new GraphQlRefMover(api, graphQlHeads, tags) : new RestRefMover(api, tags);
        GitDataSender gitData = new GitDataSender(api, tags, refs);
        CommitSender sender = switch (strategy) {
            case GIT_DATA -> gitData;
            case CONTENTS -> new ContentsSender(api, tags);
            case GRAPHQL -> new GraphQlSender(api, graphQlHeads, tags, gitData);
        };
        this.connection = connection;
        this.files = new Files(api);
        this.history = new History(api);
        this.statuses = new Statuses(new History(new GitHubApi(connection, STATUS_PATIENCE)), connection.clock());
        Edits edits = new Edits(files);
        this.committing = new Committing(heads, history, edits, files, sender, tags);
        this.publishing = new Publishing(connection, heads, history, edits, sender);
    }

    @Override
    public CommitOutcome commit(Changeset changeset) {
        String doing = "commit to '" + changeset.branch() + "' of '" + name() + "'";
        return guarded(doing, () -> {
            try {
                return committing.commit(state(changeset.branch()), changeset);
            } catch (GitHubFault e) {
                return e.toRejection(doing)
                        .map(rejection -> (CommitOutcome) new CommitOutcome.Rejected(rejection))
                        .orElseThrow(() -> e);
            }
        });
    }

    @Override
    public PushOutcome push(BranchName branch, MergeDriver driver) {
        String doing = "push to '" + branch + "' of '" + name() + "'";
        return guarded(doing, () -> {
            try {
                return publishing.push(state(branch), driver);
            } catch (GitHubFault e) {
                PushOutcome rejected =
                        e.toRejection(doing).map(PushOutcome.Rejected::new).orElseThrow(() -> e);
                state(branch).forget();
                return rejected;
            }
        });
    }

    @Override
    public void discard(BranchName branch) {
        guarded("give up what is not on '" + branch + "' of '" + name() + "'", () -> {
            BranchState state = state(branch);
            BranchStatus now = new Statuses(history, connection.clock()).of(branch, state::made, 0);
            if (now.remoteTip() != null) {
                state.forget();
            }
            return now;
        });
    }

    /**
     * Waits neither for a push that is under way nor for a rest that GitHub asked for: a person wants to know what goes on.
     *
     * @throws VersionControlException {@code RATE_LIMITED} if GitHub cannot be asked before its rest is over
     */
    @Override
    public BranchStatus status(BranchName branch, int limit) {
        String doing = "read the status of '" + branch + "' of '" + name() + "'";
        try {
            BranchStatus now = statuses.of(branch, () -> made.getOrDefault(branch, Statuses.Made.NOTHING), limit);
            if (lock.tryLock()) {
                try {
                    state(branch).doubt(now.remoteTip());
                } finally {
                    lock.unlock();
                }
            }
            return now;
        } catch (GitHubFault e) {
            throw e.toException(doing);
        }
    }

    @Override
    public Optional<FileContent> read(CommitId commit, RepositoryPath path) {
        return guarded("read '" + path + "' in commit " + commit.shortHex() + " of '" + name() + "'", () -> {
            for (BranchState state : branches.values()) {
                Optional<Head> known = known(state, commit, path);
                if (known.isPresent()) {
                    return known.get()
                            .tree()
                            .entry(path)
                            .filter(entry -> !entry.isTree())
                            .map(entry -> files.blob(entry.id()));
                }
            }
            return files.read(commit, path);
        });
    }

    @Override
    public Optional<CommitSummary> find(BranchName branch, Trailer trailer) {
        return guarded("search '" + branch + "' of '" + name() + "'", () -> {
            BranchState state = state(branch);
            for (int i = state.pending.size() - 1; i >= 0; i--) {
                CommitSummary summary = Statuses.summary(state.pending.get(i));
                if (Trailer.in(summary.message()).contains(trailer)) {
                    return Optional.of(summary);
                }
            }
            return history.find(branch, commit -> Trailer.in(commit.message()).contains(trailer));
        });
    }

    /** A commit that we know well enough to say what is at {@code path}. */
    private static Optional<Head> known(BranchState state, CommitId commit, RepositoryPath path) {
        Optional<Head> head = Optional.empty();
        Head remote = state.remote;
        if (remote != null && remote.commit().equals(commit)) {
            head = Optional.of(remote);
        }
        for (Pending pending : state.pending) {
            if (pending.id().equals(commit) || pending.promised().equals(commit)) {
                head = Optional.of(pending.asHead());
            }
        }
        return head.filter(found -> found.tree().hasRoot()
                && found.tree()
                        .unknown(TreeView.directoriesOf(java.util.List.of(path)))
                        .isEmpty());
    }

    private String name() {
        return connection.settings().fullName();
    }

    private BranchState state(BranchName branch) {
        return branches.computeIfAbsent(branch, BranchState::new);
    }

    private <T> T guarded(String doing, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } catch (GitHubFault e) {
            throw e.toException(doing);
        } finally {
            branches.forEach((branch, state) -> made.put(branch, state.made()));
            lock.unlock();
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return "GitHubVersionControl[" + name() + "]";
    }
}
