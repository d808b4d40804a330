package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new tree out of an old one and some changes. Reads and writes only the directories on the way to a changed
 * file, so the cost does not depend on how many files the repository has.
 */
final class TreeEditor {
    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeEditor(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** The id of the tree that {@code changes} make of {@code tree}; null stands for an empty one. */
    ObjectId edit(@Nullable ObjectId tree, List<FileChange> changes) throws IOException {
        Directory root = new Directory();
        for (FileChange change : changes) {
            root.add(change);
        }
        ObjectId edited = edit(tree, root);
        return edited != null ? edited : inserter.insert(new TreeFormatter());
    }

    private @Nullable ObjectId edit(@Nullable ObjectId tree, Directory directory) throws IOException {
        Map<String, Entry> untouched = new HashMap<>();
        List<Entry> result = new ArrayList<>();
        for (Entry entry : read(tree)) {
            if (directory.names.containsKey(entry.name)) {
                untouched.put(entry.name, entry);
            } else {
                result.add(entry);
            }
        }
        for (Map.Entry<String, Change> change : directory.names.entrySet()) {
            Entry entry = change.getValue().apply(this, change.getKey(), untouched.get(change.getKey()));
            if (entry != null) {
                result.add(entry);
            }
        }
        if (result.isEmpty()) {
            return null; // git knows no empty directories
        }
        result.sort(Entry::compare);
        TreeFormatter formatter = new TreeFormatter();
        for (Entry entry : result) {
            formatter.append(entry.rawName(), entry.mode, entry.id);
        }
        return inserter.insert(formatter);
    }

    private List<Entry> read(@Nullable ObjectId tree) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (tree != null) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
            for (; !parser.eof(); parser.next()) {
                entries.add(new Entry(
                        new String(
                                parser.getEntryPathBuffer(),
                                parser.getNameOffset(),
                                parser.getNameLength(),
                                StandardCharsets.ISO_8859_1),
                        parser.getEntryFileMode(),
                        parser.getEntryObjectId()));
            }
        }
        return entries;
    }

    /** One line of a tree. The name holds one character for each byte, so any name survives. */
    private record Entry(String name, FileMode mode, ObjectId id) {
        byte[] rawName() {
            return name.getBytes(StandardCharsets.ISO_8859_1);
        }

        int compare(Entry other) {
            byte[] ours = rawName();
            byte[] theirs = other.rawName();
            return Paths.compare(ours, 0, ours.length, mode.getBits(), theirs, 0, theirs.length, other.mode.getBits());
        }
    }

    /** What is to become of one name in a directory. */
    private interface Change {
        @Nullable
        Entry apply(TreeEditor editor, String name, @Nullable Entry before) throws IOException;
    }

    /** A directory with a change somewhere below it. */
    private static final class Directory implements Change {
        private final Map<String, Change> names = new TreeMap<>();

        void add(FileChange change) {
            String path = change.path().value();
            Directory directory = this;
            int start = 0;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
                directory = directory.child(path.substring(start, slash), path);
                start = slash + 1;
            }
            Change previous = directory.names.put(path.substring(start), new File(change, null));
            if (previous instanceof Directory below && change instanceof FileChange.Delete) {
                directory.names.put(path.substring(start), new File(change, below)); // a file becomes a directory
            } else if (previous != null) {
                throw bothFileAndDirectory(path);
            }
        }

        private Directory child(String name, String path) {
            Change change = names.computeIfAbsent(name, absent -> new Directory());
            if (change instanceof Directory directory) {
                return directory;
            }
            File file = (File) change;
            if (!(file.change instanceof FileChange.Delete)) {
                throw bothFileAndDirectory(path);
            }
            Directory below = file.below == null ? new Directory() : file.below;
            names.put(name, new File(file.change, below));
            return below;
        }

        @Override
        public @Nullable Entry apply(TreeEditor editor, String name, @Nullable Entry before) throws IOException {
            if (before != null && before.mode != FileMode.TREE) {
                if (!hasPut()) {
                    return before; // what is to be deleted below a file does not exist
                }
                throw unsupported("'" + name + "' is a file, so nothing can be put below it. Delete it in the same"
                        + " changeset, or choose another path.");
            }
            ObjectId edited = editor.edit(before == null ? null : before.id, this);
            return edited == null ? null : new Entry(name, FileMode.TREE, edited);
        }

        private boolean hasPut() {
            return names.values().stream()
                    .anyMatch(change -> change instanceof Directory directory
                            ? directory.hasPut()
                            : ((File) change).change instanceof FileChange.Put);
        }

        private static VersionControlException bothFileAndDirectory(String path) {
            return unsupported("the changeset makes both a file and a directory of a part of '" + path + "'");
        }
    }

    /** A file that is put or deleted; a deleted one may make room for a directory of the same name. */
    private record File(FileChange change, @Nullable Directory below) implements Change {
        @Override
        public @Nullable Entry apply(TreeEditor editor, String name, @Nullable Entry before) throws IOException {
            if (change instanceof FileChange.Put put) {
                byte[] content = put.content().toByteArray();
                if (before != null && before.id.equals(editor.inserter.idFor(Constants.OBJ_BLOB, content))) {
                    return new Entry(name, modeOf(put, before), before.id); // however large it is, it is there
                }
                return new Entry(name, modeOf(put, before), editor.inserter.insert(Constants.OBJ_BLOB, content));
            }
            if (before != null && before.mode == FileMode.TREE) {
                if (below != null) {
                    return below.apply(editor, name, before);
                }
                throw unsupported("'" + change.path() + "' is a directory and cannot be deleted as a file. Delete the"
                        + " files in it.");
            }
            return below == null ? null : below.apply(editor, name, null);
        }

        private static FileMode modeOf(FileChange.Put put, @Nullable Entry before) {
            if (before != null && before.mode != FileMode.REGULAR_FILE && before.mode != FileMode.EXECUTABLE_FILE) {
                throw unsupported("'" + put.path() + "' is no plain file in the repository but a "
                        + (before.mode == FileMode.TREE
                                ? "directory"
                                : before.mode == FileMode.SYMLINK ? "symbolic link" : "submodule")
                        + ". Choose another path, or let a person remove it.");
            }
            return switch (put.mode()) {
                case REGULAR -> FileMode.REGULAR_FILE;
                case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
                case KEEP -> before == null ? FileMode.REGULAR_FILE : before.mode;
            };
        }
    }

    private static VersionControlException unsupported(String message) {
        return new VersionControlException(Reason.UNSUPPORTED, message);
    }
}
