package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings pending commits to GitHub: sends them, and whenever it is not certain what is there, reads the branch first. */
final class Publishing {
    private static final int ATTEMPTS = 6;
    private static final String WORKFLOWS = ".github/workflows/";

    private final GitHubConnection connection;
    private final Heads heads;
    private final History history;
    private final Edits edits;
    private final CommitSender sender;

    Publishing(GitHubConnection connection, Heads heads, History history, Edits edits, CommitSender sender) {
        this.connection = connection;
        this.heads = heads;
        this.history = history;
        this.edits = edits;
        this.sender = sender;
    }

    PushOutcome push(BranchState state, MergeDriver driver) {
        if (state.pending.isEmpty()) {
            state.set(heads.tip(state.name, Set.of()).orElse(null));
            Head remote = state.remote;
            return new PushOutcome.UpToDate(remote == null ? null : remote.commit());
        }
        Map<CommitId, CommitId> renamed = new HashMap<>();
        boolean certain = state.loaded && state.refusedAt == null;
        Duration rest = Duration.ofSeconds(1);
        for (int attempt = 1; ; attempt++) {
            if (!certain) {
                Optional<PushOutcome> end = settle(state, driver, renamed);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            try {
                return pushed(state, sender.send(state), renamed);
            } catch (GitHubFault refusal) {
                GitHubFault e = withWorkflows(state, refusal);
                boolean doubtful = e.isAmbiguous() || e.kind() == GitHubFault.Kind.STALE;
                state.loaded = false;
                if (!doubtful || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                CommitId before = position(state);
                Optional<PushOutcome> end = settle(state, driver, renamed);
                if (end.isPresent()) {
                    return end.get();
                }
                certain = true;
                CommitId now = position(state);
                if (before == null ? now == null : before.equals(now)) {
                    // what we read lags behind, or GitHub is in trouble
                    connection.pause(rest);
                    rest = rest.multipliedBy(2);
                }
            }
        }
    }

    /** GitHub says "not found" when the token may not write workflow files. */
    private static GitHubFault withWorkflows(BranchState state, GitHubFault fault) {
        if (fault.kind() != GitHubFault.Kind.NOT_FOUND) {
            return fault;
        }
        for (Pending pending : state.pending) {
            for (TreeEdit edit : pending.edits()) {
                if (edit.path().value().startsWith(WORKFLOWS)) {
                    return new GitHubFault(
                            GitHubFault.Kind.PATH,
                            fault.status(),
                            "the token may not write '" + edit.path() + "' (" + fault.words() + ")",
                            "Give a classic token the scope 'workflow', a fine-grained token or an App 'Workflows: read and"
                                    + " write', or keep workflow files out of the changeset.",
                            fault);
                }
            }
        }
        return fault;
    }

    private static @Nullable CommitId position(BranchState state) {
        Head remote = state.remote;
        return remote == null ? state.bootstrap : remote.commit();
    }

    private static PushOutcome pushed(BranchState state, List<CommitId> ids, Map<CommitId, CommitId> renamed) {
        Pending last = state.pending.get(state.pending.size() - 1);
        for (int i = 0; i < ids.size(); i++) {
            note(renamed, state.pending.get(i).promised(), ids.get(i));
        }
        CommitId tip = ids.get(ids.size() - 1);
        boolean follows = state.loaded;
        state.set(new Head(tip, last.changeset().message(), last.parent() == null, last.tree()));
        state.loaded = follows;
        state.pending.clear();
        state.refusedAt = null;
        return new PushOutcome.Pushed(tip, renamed);
    }

    private static void note(Map<CommitId, CommitId> renamed, CommitId promised, CommitId actual) {
        if (!promised.equals(actual)) {
            renamed.put(promised, actual);
        }
    }

    /**
     * Reads the branch, takes what it has of our commits as pushed, and puts the rest on top of it.
     *
     * @return how the push ended, or empty if there is something left to send
     */
    private Optional<PushOutcome> settle(BranchState state, MergeDriver driver, Map<CommitId, CommitId> renamed) {
        Head old = state.remote;
        boolean existed = state.existed;
        state.set(heads.tip(state.name, state.pendingDirectories()).orElse(null));
        Head now = state.remote;
        if (now == null) {
            return existed ? refuse(state, old, Optional.empty(), Set.of()) : Optional.empty();
        }
        if (old != null && old.commit().equals(now.commit())) {
            state.remote = old.with(old.tree().with(now.tree()));
            return state.refusedAt == null ? Optional.empty() : rebase(state, driver, old);
        }
        History.Comparison way = wayTo(state, old, now);
        if (!way.forward()) {
            return refuse(state, old, Optional.of(now), Set.of());
        }
        takeAsPushed(state, way.commits(), renamed);
        if (state.pending.isEmpty()) {
            state.refusedAt = null;
            return Optional.of(new PushOutcome.Pushed(now.commit(), renamed));
        }
        return rebase(state, driver, old);
    }

    private History.Comparison wayTo(BranchState state, @Nullable Head old, Head now) {
        Pending last = state.pending.get(state.pending.size() - 1);
        if (last.id().equals(now.commit())) {
            List<CommitSummary> ours = new ArrayList<>();
            state.pending.forEach(p -> ours.add(new CommitSummary(
                    p.id(),
                    p.changeset().message(),
                    p.changeset().author(),
                    p.changeset().committer())));
            return new History.Comparison(true, ours);
        }
        Head start = state.pending.get(0).parent();
        if (old != null) {
            return history.compare(old.commit(), now.commit());
        }
        if (start != null) {
            return history.compare(start.commit(), now.commit());
        }
        List<CommitSummary> all = new ArrayList<>();
        history.find(state.name, commit -> !all.add(commit));
        return new History.Comparison(true, all);
    }

    private void takeAsPushed(BranchState state, List<CommitSummary> there, Map<CommitId, CommitId> renamed) {
        while (!state.pending.isEmpty()) {
            Pending first = state.pending.get(0);
            Optional<CommitSummary> same = there.stream()
                    .filter(commit -> commit.id().equals(first.id()) || sender.isSame(commit, first.changeset()))
                    .findFirst();
            if (same.isEmpty()) {
                return;
            }
            note(renamed, first.promised(), same.get().id());
            state.pending.remove(0);
        }
    }

    private Optional<PushOutcome> rebase(BranchState state, MergeDriver driver, @Nullable Head old) {
        Head on = state.remote;
        List<Pending> moved = new ArrayList<>();
        for (Pending pending : state.pending) {
            Set<RepositoryPath> conflicts = new TreeSet<>();
            TreeView tree = on == null ? TreeView.EMPTY : on.tree();
            Changeset joined = edits.joined(pending, tree, driver, conflicts);
            if (!conflicts.isEmpty()) {
                return refuse(state, old, Optional.ofNullable(state.remote), conflicts);
            }
            Pending next = Pending.of(pending.promised(), joined, on, edits.of(joined, tree));
            moved.add(next);
            on = next.asHead();
        }
        state.pending.clear();
        state.pending.addAll(moved);
        state.refusedAt = null;
        return Optional.empty();
    }

    /** What is pending stays as it is, on the commit it was made on. */
    private static Optional<PushOutcome> refuse(
            BranchState state, @Nullable Head old, Optional<Head> now, Set<RepositoryPath> paths) {
        state.remote = old;
        state.refusedAt = now.map(Head::commit).orElse(null);
        state.loaded = false;
        return Optional.of(new PushOutcome.Conflict(state.refusedAt, paths));
    }
}
