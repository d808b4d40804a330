package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes commits here. Asks GitHub only for what is not known: the branch once, and directories that are new to us. */
final class Committing {
    private static final int LARGEST_FILE = 40 * 1024 * 1024;

    private final Heads heads;
    private final History history;
    private final Edits edits;
    private final Files files;
    private final CommitSender sender;
    private final TagWriter tags;

    Committing(Heads heads, History history, Edits edits, Files files, CommitSender sender, TagWriter tags) {
        this.heads = heads;
        this.history = history;
        this.edits = edits;
        this.files = files;
        this.sender = sender;
        this.tags = tags;
    }

    CommitOutcome commit(BranchState state, Changeset changeset) {
        changeset.changes().forEach(Committing::requireSize);
        Set<String> directories = TreeView.directoriesOf(
                changeset.changes().stream().map(FileChange::path).toList());
        dropRefused(state, changeset.base());
        load(state, changeset.base(), directories);
        Head tip = state.tip();
        CommitId base = changeset.base();
        if (tip != null && !tip.commit().equals(base)) {
            Optional<CommitId> same = findSame(state, changeset);
            if (same.isPresent()) {
                return new CommitOutcome.Committed(same.get());
            }
            tip = heads.extended(tip, directories);
            Set<RepositoryPath> inTheWay = Edits.inTheWay(changeset, baseTree(base, directories), tip.tree());
            if (!inTheWay.isEmpty()) {
                return new CommitOutcome.Conflict(tip.commit(), inTheWay);
            }
        }
        if (tip == null && base != null) {
            if (base.equals(state.lastSeen)) {
                return new CommitOutcome.Conflict(null, Set.of());
            }
            state.existed = false; // whoever looked saw no such branch, and begins one of that name
            tip = heads.at(base, directories).orElseThrow(() -> noSuchCommit(base));
        }
        if (tip != null) {
            tip = heads.extended(tip, directories);
            remember(state, tip);
        }
        TreeView before = tip == null ? TreeView.EMPTY : tip.tree();
        List<TreeEdit> effective = edits.of(changeset, before);
        if (effective.isEmpty()) {
            if (tip != null) {
                return new CommitOutcome.Unchanged(tip.commit());
            }
            throw new VersionControlException(
                    VersionControlException.Reason.UNSUPPORTED,
                    "Cannot begin '" + changeset.branch() + "': the changeset has no file. Put at least 1.");
        }
        sender.check(changeset, before, effective);
        Pending pending = Pending.of(null, changeset, tip, effective);
        effective.forEach(edit -> {
            if (edit.entry() != null && edit.content() != null) {
                files.remember(edit.entry().id(), edit.content());
            }
        });
        state.pending.add(pending);
        return new CommitOutcome.Committed(pending.promised());
    }

    private void load(BranchState state, @Nullable CommitId base, Set<String> directories) {
        Head known = state.remote;
        boolean knowsBase = base == null
                || (known != null && known.commit().equals(base))
                || state.pending.stream().anyMatch(p -> p.promised().equals(base) || p.id().equals(base));
        // what is pending is settled with the branch by the push, not here
        if (state.pending.isEmpty() && (!state.loaded || !knowsBase)) {
            state.set(heads.tip(state.name, directories).orElse(null));
        }
    }

    /** Whoever builds on the very commit that a push was refused for has decided against what could not be pushed. */
    private static void dropRefused(BranchState state, @Nullable CommitId base) {
        CommitId refused = state.refusedAt;
        if (refused != null && refused.equals(base)) {
            state.pending.clear();
            state.refusedAt = null;
            state.loaded = false;
        }
    }

    private Optional<CommitId> findSame(BranchState state, Changeset changeset) {
        for (Pending pending : state.pending) {
            if (pending.changeset().message().equals(changeset.message())
                    && pending.changeset().author().equals(changeset.author())
                    && pending.changeset().committer().equals(changeset.committer())) {
                return Optional.of(pending.promised());
            }
        }
        Head remote = state.remote;
        CommitId base = changeset.base();
        if (remote == null || remote.commit().equals(base)) {
            return Optional.empty();
        }
        Optional<CommitSummary> same = base == null
                ? history.find(state.name, commit -> sender.isSame(commit, changeset))
                : history.compare(base, remote.commit()).commits().stream()
                        .filter(commit -> sender.isSame(commit, changeset))
                        .findFirst();
        Tag tag = changeset.tag();
        if (same.isPresent() && tag != null && tags.reference(tag).isEmpty()) {
            CommitId commit = same.get().id();
            tags.writeReference(tag, tags.writeObject(tag, commit, changeset.committer()));
        }
        return same.map(CommitSummary::id);
    }

    private TreeView baseTree(@Nullable CommitId base, Set<String> directories) {
        if (base == null) {
            return TreeView.EMPTY;
        }
        return heads.at(base, directories).orElseThrow(() -> noSuchCommit(base)).tree();
    }

    private static void remember(BranchState state, Head tip) {
        Head remote = state.remote;
        if (remote != null && remote.commit().equals(tip.commit())) {
            state.remote = tip;
        }
    }

    private static void requireSize(FileChange change) {
        int size = change.match(put -> put.content().size(), delete -> 0);
        if (size > LARGEST_FILE) {
            throw new GitHubFault(
                    GitHubFault.Kind.TOO_LARGE,
                    0,
                    "'" + change.path() + "' has " + size + " bytes, and GitHub takes " + LARGEST_FILE
                            + " through its interfaces",
                    "Make the file smaller, or keep it outside the repository.",
                    null);
        }
    }

    private static VersionControlException noSuchCommit(CommitId base) {
        return new VersionControlException(
                VersionControlException.Reason.NOT_FOUND,
                "There is no commit '" + base + "' to build on. Take the tip that the status shows as the base.");
    }
}
