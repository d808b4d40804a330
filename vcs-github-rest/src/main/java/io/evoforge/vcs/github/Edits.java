package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a changeset comes to on a tree. */
final class Edits {
    private final Files files;

    Edits(Files files) {
        this.files = files;
    }

    /** The changes of {@code changeset} that make a difference to {@code before}. */
    List<TreeEdit> of(Changeset changeset, TreeView before) {
        Set<RepositoryPath> gone = new HashSet<>();
        changeset.changes().forEach(change -> {
            if (change instanceof FileChange.Delete) {
                gone.add(change.path());
            }
        });
        List<TreeEdit> edits = new ArrayList<>();
        for (FileChange change : changeset.changes()) {
            TreeEdit edit = edit(change, before);
            if (edit.entry() != null) {
                requireRoom(changeset.branch(), before, change.path(), gone);
            }
            if (!Optional.ofNullable(edit.entry()).equals(before.entry(change.path()))) {
                edits.add(edit);
            }
        }
        return edits;
    }

    private static TreeEdit edit(FileChange change, TreeView before) {
        return change.match(
                put -> {
                    String id = ObjectIds.blob(put.content().toByteArray());
                    String mode = switch (put.mode()) {
                        case REGULAR -> TreeEntry.REGULAR;
                        case EXECUTABLE -> TreeEntry.EXECUTABLE;
                        case KEEP ->
                            before.entry(put.path())
                                            .filter(TreeEntry::isExecutable)
                                            .isPresent()
                                    ? TreeEntry.EXECUTABLE
                                    : TreeEntry.REGULAR;
                    };
                    return new TreeEdit(put.path(), new TreeEntry(mode, id), put.content());
                },
                delete -> new TreeEdit(delete.path(), null, null));
    }

    private static void requireRoom(BranchName branch, TreeView before, RepositoryPath path, Set<RepositoryPath> gone) {
        Optional<RepositoryPath> above = before.fileAbove(path);
        if (above.isPresent() && !gone.contains(above.get())) {
            throw unsupported(branch, path, "'" + above.get() + "' there is a file");
        }
        Optional<TreeEntry> there = before.entry(path);
        if (there.isPresent()
                && !there.get().mode().equals(TreeEntry.REGULAR)
                && !there.get().isExecutable()) {
            throw unsupported(branch, path, "there it is a directory, a link or another repository");
        }
    }

    private static VersionControlException unsupported(BranchName branch, RepositoryPath path, String why) {
        return new VersionControlException(
                VersionControlException.Reason.UNSUPPORTED,
                "Cannot put '" + path + "' on '" + branch + "': " + why
                        + ". Choose another path, or remove what is there.");
    }

    /** Paths of {@code changeset} that differ between two trees, but not because {@code now} has our content already. */
    static Set<RepositoryPath> inTheWay(Changeset changeset, TreeView base, TreeView now) {
        Set<RepositoryPath> paths = new TreeSet<>();
        for (FileChange change : changeset.changes()) {
            Optional<TreeEntry> there = now.entry(change.path());
            if (!there.equals(base.entry(change.path())) && !isDone(change, there)) {
                paths.add(change.path());
            }
        }
        return paths;
    }

    private static boolean isDone(FileChange change, Optional<TreeEntry> there) {
        return change.match(
                put -> there.filter(entry ->
                                entry.id().equals(ObjectIds.blob(put.content().toByteArray()))
                                        && (put.mode() != FileMode.EXECUTABLE || entry.isExecutable()))
                        .isPresent(),
                delete -> there.isEmpty());
    }

    /**
     * The changeset of a pending commit as it has to be on top of {@code now}, with files joined that both sides changed.
     *
     * @param conflicts gets the paths that cannot be joined
     */
    Changeset joined(Pending pending, TreeView now, MergeDriver driver, Set<RepositoryPath> conflicts) {
        Changeset changeset = pending.changeset();
        TreeView base =
                pending.parent() == null ? TreeView.EMPTY : pending.parent().tree();
        Set<RepositoryPath> differing = inTheWay(changeset, base, now);
        List<FileChange> changes = new ArrayList<>();
        for (FileChange change : changeset.changes()) {
            FileChange joined = change;
            if (differing.contains(change.path())) {
                joined = change.match(
                        put -> driver.merge(
                                        put.path(),
                                        content(base.entry(put.path())),
                                        put.content(),
                                        content(now.entry(put.path())))
                                .map(content -> (FileChange) new FileChange.Put(put.path(), content, put.mode()))
                                .orElse(change),
                        delete -> change);
                if (joined == change) {
                    conflicts.add(change.path());
                }
            }
            changes.add(joined);
        }
        return new Changeset(
                changeset.branch(),
                changeset.base(),
                changes,
                changeset.message(),
                changeset.author(),
                changeset.committer(),
                changeset.tag());
    }

    private @Nullable FileContent content(Optional<TreeEntry> entry) {
        return entry.map(found -> files.blob(found.id())).orElse(null);
    }
}
