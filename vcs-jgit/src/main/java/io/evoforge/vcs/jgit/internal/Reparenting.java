package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Tag;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Gives our unpublished commits new parents, when others have moved the branch in paths that are not ours. */
final class Reparenting {
    private final Refs refs;
    private final Commits commits;

    Reparenting(Refs refs, Commits commits) {
        this.refs = refs;
        this.commits = commits;
    }

    /**
     * Makes our commits again on top of {@code newBase}; one that is already there is left out.
     *
     * @param renamed gets an entry for each commit that has a new id
     * @return null if that worked, otherwise the conflict
     */
    PushOutcome.@Nullable Conflict onto(
            Branch branch, ObjectId newBase, List<Refs.PendingTag> tags, Map<CommitId, CommitId> renamed)
            throws IOException {
        ObjectId oldBase = branch.base();
        ObjectId tip = newBase;
        Map<ObjectId, ObjectId> moved = new HashMap<>();
        Set<RepositoryPath> conflicting = new TreeSet<>();
        for (ObjectId commit : commits.line(oldBase, branch.tip())) {
            Changeset changeset = commits.changesetOf(commit, branch.name());
            ObjectId same = commits.findSame(newBase, oldBase, changeset);
            if (same != null) {
                moved.put(commit, same);
                continue;
            }
            List<RepositoryPath> ours =
                    changeset.changes().stream().map(FileChange::path).toList();
            conflicting.addAll(commits.differing(oldBase, newBase, ours));
            if (conflicting.isEmpty()) {
                tip = commits.write(changeset, tip);
                moved.put(commit, tip);
            }
        }
        if (!conflicting.isEmpty()) {
            return new PushOutcome.Conflict(CommitFormat.id(newBase), conflicting);
        }
        moveTags(branch, tags, moved);
        // In this order a kill in between leaves others' commits looking like ours, which a push finds published.
        refs.set(Refs.tip(branch.name()), tip);
        refs.set(Refs.base(branch.name()), newBase);
        remember(moved, renamed);
        return null;
    }

    private void moveTags(Branch branch, List<Refs.PendingTag> tags, Map<ObjectId, ObjectId> moved) throws IOException {
        for (Refs.PendingTag pending : tags) {
            ObjectId tagged = commits.tagged(pending.id());
            ObjectId target = tagged == null ? null : moved.get(tagged);
            if (tagged != null && target != null) {
                Tag tag = new Tag(pending.name(), commits.tagMessage(pending.id()));
                ObjectId id = commits.writeTag(tag, target, commits.changesetOf(tagged, branch.name()));
                refs.set(Refs.pendingTag(pending.name()), id);
            }
        }
    }

    /** A commit may move more than once during one push; the caller knows it by its first id. */
    private static void remember(Map<ObjectId, ObjectId> moved, Map<CommitId, CommitId> renamed) {
        renamed.replaceAll((first, last) -> {
            ObjectId next = moved.get(CommitFormat.objectId(last));
            return next == null ? last : CommitFormat.id(next);
        });
        moved.forEach((from, to) -> {
            if (!renamed.containsValue(CommitFormat.id(to))) {
                renamed.put(CommitFormat.id(from), CommitFormat.id(to));
            }
        });
    }
}
