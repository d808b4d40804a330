package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Reads and writes the commits of our repository; knows nothing of branches and remotes. */
final class Commits {
    private final Repository repository;
    private final ObjectDirectory objects;
    private final @Nullable Signer signer;

    Commits(Repository repository, @Nullable Signer signer) {
        this.repository = repository;
        this.signer = signer;
        this.objects = (ObjectDirectory) repository.getObjectDatabase();
    }

    boolean has(AnyObjectId commit) throws IOException {
        return repository.getObjectDatabase().has(commit);
    }

    /** Writes the commit that {@code changeset} makes on {@code parent}. The same two give the same id. */
    ObjectId write(Changeset changeset, @Nullable ObjectId parent) throws IOException {
        return write(changeset, changeset.changes(), parent);
    }

    /** As {@link #write(Changeset, ObjectId)}, with other changes than those of the changeset. */
    ObjectId write(Changeset changeset, List<FileChange> changes, @Nullable ObjectId parent) throws IOException {
        try (ObjectInserter inserter = new PackedObjects(objects);
                ObjectReader reader = inserter.newReader()) {
            ObjectId tree = new TreeEditor(reader, inserter).edit(treeOf(parent), changes);
            CommitBuilder commit =
                    CommitFormat.commit(tree, parent, changeset.message(), changeset.author(), changeset.committer());
            if (signer != null) {
                commit.setGpgSignature(signer.sign(commit.build(), committed(changeset)));
            }
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            PackConsolidation.run(repository);
            return id;
        }
    }

    /** Writes an annotated tag on {@code commit}, dated as the changeset is committed. */
    ObjectId writeTag(Tag tag, ObjectId commit, Changeset changeset) throws IOException {
        try (ObjectInserter inserter = new PackedObjects(objects)) {
            TagBuilder annotated = CommitFormat.tag(tag, commit, changeset.committer());
            if (signer != null) {
                annotated.setGpgSignature(signer.sign(annotated.build(), committed(changeset)));
            }
            ObjectId id = inserter.insert(annotated);
            inserter.flush();
            return id;
        }
    }

    private static Instant committed(Changeset changeset) {
        return changeset.committer().when().toInstant();
    }

    /** Null for no commit. */
    @Nullable
    ObjectId treeOf(@Nullable ObjectId commit) throws IOException {
        if (commit == null) {
            return null;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getTree().getId();
        }
    }

    boolean isAncestor(@Nullable ObjectId ancestor, @Nullable ObjectId descendant) throws IOException {
        if (ancestor == null) {
            return true; // every history starts from nothing
        }
        if (descendant == null) {
            return false;
        }
        if (ancestor.equals(descendant)) {
            return true;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(descendant));
        }
    }

    /** Those of {@code paths} that two commits hold different things at. */
    Set<RepositoryPath> differing(@Nullable ObjectId one, @Nullable ObjectId other, Iterable<RepositoryPath> paths)
            throws IOException {
        ObjectId oneTree = treeOf(one);
        ObjectId otherTree = treeOf(other);
        Set<RepositoryPath> differing = new TreeSet<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeLookup lookup = new TreeLookup(reader);
            for (RepositoryPath path : paths) {
                TreeLookup.Place before = lookup.at(oneTree, path);
                TreeLookup.Place after = lookup.at(otherTree, path);
                if (!Objects.equals(before, after)) {
                    differing.add(path);
                }
            }
        }
        return differing;
    }

    /** What {@code commit} holds at {@code path}. */
    TreeLookup.@Nullable Place place(@Nullable ObjectId commit, RepositoryPath path) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return new TreeLookup(reader).at(treeOf(commit), path);
        }
    }

    /** Whether {@code commit} already holds what {@code changes} would make of it. */
    boolean holds(@Nullable ObjectId commit, List<FileChange> changes) throws IOException {
        ObjectId tree = treeOf(commit);
        try (ObjectReader reader = repository.newObjectReader();
                ObjectInserter hasher = new ObjectInserter.Formatter()) {
            TreeLookup lookup = new TreeLookup(reader);
            for (FileChange change : changes) {
                TreeLookup.Place place = lookup.at(tree, change.path());
                boolean same = change.match(
                        put -> place != null && place.isFile() && isSame(put, place, hasher),
                        delete -> place == null || !place.found());
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isSame(FileChange.Put put, TreeLookup.Place place, ObjectInserter hasher) {
        int wanted = switch (put.mode()) {
            case KEEP -> place.mode();
            case REGULAR -> org.eclipse.jgit.lib.FileMode.REGULAR_FILE.getBits();
            case EXECUTABLE -> org.eclipse.jgit.lib.FileMode.EXECUTABLE_FILE.getBits();
        };
        return wanted == place.mode()
                && hasher.idFor(Constants.OBJ_BLOB, put.content().toByteArray()).equals(place.id());
    }

    /**
     * The commit in {@code tip}'s history, but not in {@code base}'s, that has the changeset's author, committer and
     * message: the same changeset, committed before.
     */
    @Nullable
    ObjectId findSame(@Nullable ObjectId tip, @Nullable ObjectId base, Changeset changeset) throws IOException {
        if (tip == null || tip.equals(base)) {
            return null;
        }
        CommitBuilder wanted = CommitFormat.commit(
                ObjectId.zeroId(), null, changeset.message(), changeset.author(), changeset.committer());
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(tip));
            if (base != null && has(base)) {
                walk.markUninteresting(walk.parseCommit(base));
            }
            for (RevCommit commit : walk) {
                if (isSame(commit, wanted)) {
                    return commit.getId();
                }
            }
            return null;
        }
    }

    private static boolean isSame(RevCommit commit, CommitBuilder wanted) {
        return commit.getFullMessage().equals(wanted.getMessage())
                && commit.getAuthorIdent()
                        .toExternalString()
                        .equals(wanted.getAuthor().toExternalString())
                && commit.getCommitterIdent()
                        .toExternalString()
                        .equals(wanted.getCommitter().toExternalString());
    }

    /**
     * The commits of {@code branch} that the remote has not, oldest first. What others have is never taken for ours, even
     * if a kill came between the writing of two references.
     */
    List<ObjectId> unpublished(Branch branch) throws IOException {
        List<ObjectId> unpublished = new ArrayList<>();
        if (branch.tip() == null) {
            return unpublished;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(branch.tip()));
            for (ObjectId others : new ObjectId[] {branch.base(), branch.remoteTip()}) {
                if (others != null && has(others)) {
                    walk.markUninteresting(walk.parseCommit(others));
                }
            }
            for (RevCommit commit : walk) {
                unpublished.add(commit.getId());
            }
        }
        return unpublished;
    }

    /** The first parent; null if there is none. */
    @Nullable
    ObjectId parent(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(commit);
            return parsed.getParentCount() == 0 ? null : parsed.getParent(0).getId();
        }
    }

    CommitSummary summary(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return CommitFormat.summary(walk.parseCommit(commit));
        }
    }

    /** The changeset that made {@code commit}, which has at most one parent. */
    Changeset changesetOf(ObjectId commit, BranchName branch) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            RevCommit parsed = walk.parseCommit(commit);
            ObjectId parent =
                    parsed.getParentCount() == 0 ? null : parsed.getParent(0).getId();
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            if (parent == null) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(walk.parseCommit(parent).getTree());
            }
            trees.addTree(parsed.getTree());
            List<FileChange> changes = new ArrayList<>();
            while (trees.next()) {
                changes.add(changeAt(trees));
            }
            CommitSummary summary = CommitFormat.summary(parsed);
            return new Changeset(
                    branch,
                    parent == null ? null : CommitFormat.id(parent),
                    changes,
                    summary.message(),
                    summary.author(),
                    summary.committer(),
                    null);
        }
    }

    private static FileChange changeAt(TreeWalk trees) throws IOException {
        RepositoryPath path = new RepositoryPath(trees.getPathString());
        if (trees.getFileMode(1) == org.eclipse.jgit.lib.FileMode.MISSING) {
            return new FileChange.Delete(path);
        }
        byte[] content = trees.getObjectReader().open(trees.getObjectId(1)).getBytes();
        boolean executable = trees.getFileMode(1) == org.eclipse.jgit.lib.FileMode.EXECUTABLE_FILE;
        return new FileChange.Put(path, FileContent.of(content), executable ? FileMode.EXECUTABLE : FileMode.REGULAR);
    }

    /** The content of the file at {@code path} in {@code commit}; null if there is none. */
    @Nullable
    FileContent read(ObjectId commit, RepositoryPath path) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeLookup.Place place = new TreeLookup(reader).at(treeOf(commit), path);
            if (place == null || !place.isFile()) {
                return null;
            }
            return FileContent.of(reader.open(place.id(), Constants.OBJ_BLOB).getBytes(Integer.MAX_VALUE - 8));
        }
    }

    /** The commit that the tag object {@code tag} names; null if it is gone or names something else. */
    @Nullable
    ObjectId tagged(ObjectId tag) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(tag));
            return object instanceof RevCommit ? object.getId() : null;
        } catch (MissingObjectException e) {
            return null;
        }
    }

    /** The message of a tag object. */
    String tagMessage(ObjectId tag) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseTag(tag).getFullMessage();
        }
    }
}
