package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Puts our unpublished commits on top of where others have moved the branch, one by one, as `git cherry-pick` does. A
 * file that both sides changed is joined by the driver or is a conflict; then nothing is changed.
 */
final class Reparenting {
    private final Refs refs;
    private final Commits commits;
    private final MergeDriver driver;

    Reparenting(Refs refs, Commits commits, MergeDriver driver) {
        this.refs = refs;
        this.commits = commits;
        this.driver = driver;
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
        ObjectId tip = newBase;
        Map<ObjectId, ObjectId> moved = new HashMap<>();
        Set<RepositoryPath> conflicting = new TreeSet<>();
        for (ObjectId commit : commits.unpublished(branch)) {
            Changeset changeset = commits.changesetOf(commit, branch.name());
            ObjectId same = commits.findSame(newBase, branch.base(), changeset);
            if (same == null) {
                List<FileChange> changes = joined(changeset, tip, conflicting);
                // whatever is left after others made the very same change
                same = changes.isEmpty() ? tip : commits.write(changeset, changes, tip);
                tip = same;
            }
            moved.put(commit, same);
        }
        if (!conflicting.isEmpty()) {
            return new PushOutcome.Conflict(CommitFormat.id(newBase), conflicting);
        }
        moveTags(branch, tags, moved);
        // A kill in between is mended by the next fetch.
        refs.set(Refs.tip(branch.name()), tip);
        refs.set(Refs.base(branch.name()), newBase);
        remember(moved, renamed);
        return null;
    }

    /** What is left to be done to {@code tip}; paths where that cannot be said go to {@code conflicting}. */
    private List<FileChange> joined(Changeset changeset, ObjectId tip, Set<RepositoryPath> conflicting)
            throws IOException {
        ObjectId parent = changeset.base() == null ? null : CommitFormat.objectId(changeset.base());
        List<FileChange> joined = new ArrayList<>();
        for (FileChange change : changeset.changes()) {
            RepositoryPath path = change.path();
            TreeLookup.Place before = commits.place(parent, path);
            TreeLookup.Place theirs = commits.place(tip, path);
            if (commits.holds(tip, List.of(change))) {
                continue;
            }
            if (Objects.equals(before, theirs)) {
                joined.add(change);
                continue;
            }
            Optional<FileContent> content =
                    change instanceof FileChange.Put put ? merge(put, parent, before, tip, theirs) : Optional.empty();
            if (content.isPresent()) {
                joined.add(new FileChange.Put(path, content.get(), FileMode.KEEP));
            } else {
                conflicting.add(path);
            }
        }
        return joined;
    }

    private Optional<FileContent> merge(
            FileChange.Put put,
            @Nullable ObjectId parent,
            TreeLookup.@Nullable Place before,
            ObjectId tip,
            TreeLookup.@Nullable Place theirs)
            throws IOException {
        if ((before != null && !before.isFile()) || (theirs != null && !theirs.isFile())) {
            return Optional.empty(); // a directory, or something in the way
        }
        return driver.merge(
                put.path(),
                before == null || parent == null ? null : commits.read(parent, put.path()),
                put.content(),
                theirs == null ? null : commits.read(tip, put.path()));
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
        Set<CommitId> intermediate = Set.copyOf(renamed.values());
        renamed.replaceAll((first, last) -> {
            ObjectId next = moved.get(CommitFormat.objectId(last));
            return next == null ? last : CommitFormat.id(next);
        });
        moved.forEach((from, to) -> {
            if (!intermediate.contains(CommitFormat.id(from)) && !from.equals(to)) {
                renamed.put(CommitFormat.id(from), CommitFormat.id(to));
            }
        });
    }
}
