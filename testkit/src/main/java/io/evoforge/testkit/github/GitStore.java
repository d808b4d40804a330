package io.evoforge.testkit.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;

/** The bare repository behind the simulated GitHub. Everything it does can be seen with plain git. */
final class GitStore implements AutoCloseable {
    private final Repository repository;

    /** One change of a tree. An edit without an object removes the path. */
    record Edit(String path, FileMode mode, @Nullable ObjectId object) {}

    /** What a tree holds at a path. */
    record Entry(String path, FileMode mode, ObjectId object) {}

    private GitStore(Repository repository) {
        this.repository = repository;
    }

    static GitStore create(Path directory, String defaultBranch) {
        return quietly(() -> {
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            repository.create(true);
            repository.getConfig().setBoolean("http", null, "receivepack", true);
            repository.getConfig().setBoolean("uploadpack", null, "allowfilter", true);
            repository.getConfig().save();
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + defaultBranch);
            return new GitStore(repository);
        });
    }

    Repository repository() {
        return repository;
    }

    Path directory() {
        return repository.getDirectory().toPath();
    }

    boolean isEmpty() {
        return quietly(() ->
                repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty());
    }

    ObjectId insertBlob(byte[] content) {
        return insert(inserter -> inserter.insert(Constants.OBJ_BLOB, content));
    }

    byte[] blob(ObjectId id) {
        return quietly(() -> {
            try (ObjectReader reader = repository.newObjectReader()) {
                return reader.open(id, Constants.OBJ_BLOB).getBytes();
            }
        });
    }

    boolean has(ObjectId id, int type) {
        return quietly(() -> {
            try (ObjectReader reader = repository.newObjectReader()) {
                return reader.open(id).getType() == type;
            } catch (MissingObjectException e) {
                return false;
            }
        });
    }

    /** The tree of {@code base} with {@code edits}; an edit that removes nothing fails as GitHub's does. */
    ObjectId writeTree(@Nullable ObjectId base, List<Edit> edits) {
        return quietly(() -> {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            try (ObjectReader reader = repository.newObjectReader()) {
                if (base != null) {
                    builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, base);
                }
                builder.finish();
                DirCacheEditor editor = cache.editor();
                for (Edit edit : edits) {
                    ObjectId object = edit.object();
                    if (object == null) {
                        if (cache.getEntry(edit.path()) == null) {
                            throw new Refusal(422, "GitRPC::BadObjectState");
                        }
                        editor.add(new DirCacheEditor.DeletePath(edit.path()));
                    } else {
                        editor.add(new DirCacheEditor.PathEdit(edit.path()) {
                            @Override
                            public void apply(DirCacheEntry entry) {
                                entry.setFileMode(edit.mode());
                                entry.setObjectId(object);
                            }
                        });
                    }
                }
                editor.finish();
            }
            return insert(cache::writeTree);
        });
    }

    ObjectId insertCommit(
            ObjectId tree, List<ObjectId> parents, String message, PersonIdent author, PersonIdent committer) {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setMessage(message);
        builder.setAuthor(author);
        builder.setCommitter(committer);
        return insert(inserter -> inserter.insert(builder));
    }

    ObjectId insertTag(String name, String message, ObjectId object, int type, PersonIdent tagger) {
        TagBuilder builder = new TagBuilder();
        builder.setTag(name);
        builder.setMessage(message);
        builder.setObjectId(object, type);
        builder.setTagger(tagger);
        return insert(inserter -> inserter.insert(builder));
    }

    @Nullable
    ObjectId ref(String name) {
        return find(() -> {
            Ref ref = repository.exactRef(name);
            return ref == null ? null : ref.getObjectId();
        });
    }

    /** Full names and targets of the refs below {@code prefix}, in order of their names. */
    Map<String, ObjectId> refs(String prefix) {
        return quietly(() -> {
            Map<String, ObjectId> refs = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                refs.put(ref.getName(), ref.getObjectId());
            }
            return refs;
        });
    }

    void setRef(String name, @Nullable ObjectId target) {
        quietly(() -> {
            RefUpdate update = repository.updateRef(name);
            update.setForceUpdate(true);
            update.setRefLogMessage("by the simulated GitHub", false);
            RefUpdate.Result result;
            if (target == null) {
                result = update.delete();
            } else {
                update.setNewObjectId(target);
                result = update.update();
            }
            switch (result) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
                default -> throw new IOException("cannot set " + name + ": " + result);
            }
            return true;
        });
    }

    boolean isAncestor(ObjectId ancestor, ObjectId descendant) {
        return quietly(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(descendant));
            }
        });
    }

    @Nullable
    RevCommit commit(ObjectId id) {
        return find(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                RevObject object = walk.peel(walk.parseAny(id));
                return object instanceof RevCommit commit ? commit : null;
            } catch (MissingObjectException e) {
                return null;
            }
        });
    }

    @Nullable
    RevTag tag(ObjectId id) {
        return find(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.parseTag(id);
            } catch (MissingObjectException | IncorrectObjectTypeException e) {
                return null;
            }
        });
    }

    /** The commit that {@code revision} names: a branch, a tag, or an id. */
    @Nullable
    RevCommit resolve(String revision) {
        ObjectId id = ref(Constants.R_HEADS + revision);
        if (id == null) {
            id = ref(Constants.R_TAGS + revision);
        }
        if (id == null && ObjectId.isId(revision)) {
            id = ObjectId.fromString(revision);
        }
        return id == null ? null : commit(id);
    }

    /** The commits of {@code tip} that are not in {@code without}, newest first. */
    List<RevCommit> log(ObjectId tip, @Nullable ObjectId without) {
        return quietly(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.sort(RevSort.TOPO);
                walk.markStart(walk.parseCommit(tip));
                if (without != null) {
                    walk.markUninteresting(walk.parseCommit(without));
                }
                List<RevCommit> commits = new ArrayList<>();
                for (RevCommit commit : walk) {
                    walk.parseBody(commit);
                    commits.add(commit);
                }
                return commits;
            }
        });
    }

    @Nullable
    ObjectId mergeBase(ObjectId left, ObjectId right) {
        return find(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(walk.parseCommit(left));
                walk.markStart(walk.parseCommit(right));
                RevCommit base = walk.next();
                return base == null ? null : base.getId();
            }
        });
    }

    /** The tree of {@code ours} with what {@code theirs} changed since {@code base}; null if that is a conflict. */
    @Nullable
    ObjectId mergedTree(ObjectId base, ObjectId ours, ObjectId theirs) {
        return find(() -> {
            ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(repository, true);
            merger.setBase(base);
            return merger.merge(ours, theirs) ? merger.getResultTreeId() : null;
        });
    }

    /** What differs between two trees, with renames detected as GitHub does. A missing tree is an empty one. */
    List<DiffEntry> diff(@Nullable ObjectId from, @Nullable ObjectId to) {
        return quietly(() -> {
            try (DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
                formatter.setRepository(repository);
                formatter.setDetectRenames(true);
                return formatter.scan(from, to);
            }
        });
    }

    @Nullable
    Entry entry(ObjectId tree, String path) {
        return find(() -> {
            try (TreeWalk walk = TreeWalk.forPath(repository, path, tree)) {
                return walk == null ? null : new Entry(path, walk.getFileMode(), walk.getObjectId(0));
            }
        });
    }

    /** The entries of a tree; with {@code recursive} also of the trees in it. */
    List<Entry> entries(ObjectId tree, boolean recursive) {
        return quietly(() -> {
            List<Entry> entries = new ArrayList<>();
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(tree);
                while (walk.next()) {
                    entries.add(new Entry(walk.getPathString(), walk.getFileMode(), walk.getObjectId(0)));
                    if (recursive && walk.isSubtree()) {
                        walk.enterSubtree();
                    }
                }
            }
            return entries;
        });
    }

    @Override
    public void close() {
        repository.close();
    }

    private ObjectId insert(Insertion insertion) {
        return quietly(() -> {
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                ObjectId id = insertion.into(inserter);
                inserter.flush();
                return id;
            }
        });
    }

    private interface Insertion {
        ObjectId into(ObjectInserter inserter) throws IOException;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private interface Search<T> {
        @Nullable
        T run() throws IOException;
    }

    private static <T> T quietly(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> @Nullable T find(Search<T> search) {
        try {
            return search.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
