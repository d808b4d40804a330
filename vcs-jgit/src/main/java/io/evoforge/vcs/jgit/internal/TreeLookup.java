package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Finds what a tree holds at a path. Reads each directory once, however many paths lead through it. */
final class TreeLookup {
    private final ObjectReader reader;
    private final Map<ObjectId, byte[]> directories = new HashMap<>();

    TreeLookup(ObjectReader reader) {
        this.reader = reader;
    }

    /**
     * What stands at a path, or in its way: the last component that exists.
     *
     * @param found whether it is the path itself
     * @param depth how many components of the path were followed
     */
    record Place(boolean found, int depth, int mode, ObjectId id) {
        /** A symbolic link is none: what it holds is a place, not content. */
        boolean isFile() {
            return found && (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode));
        }
    }

    /** Null if nothing is at the path and nothing but directories on the way to it. */
    @Nullable
    Place at(@Nullable ObjectId tree, RepositoryPath path) throws IOException {
        ObjectId directory = tree;
        String[] parts = path.value().split("/", -1);
        for (int i = 0; i < parts.length && directory != null; i++) {
            CanonicalTreeParser parser = find(directory, parts[i]);
            if (parser == null) {
                return null;
            }
            boolean last = i == parts.length - 1;
            boolean isTree = parser.getEntryFileMode() == FileMode.TREE;
            if (last || !isTree) {
                return new Place(last, i, parser.getEntryRawMode(), parser.getEntryObjectId());
            }
            directory = parser.getEntryObjectId();
        }
        return null;
    }

    private @Nullable CanonicalTreeParser find(ObjectId directory, String name) throws IOException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(read(directory));
        for (; !parser.eof(); parser.next()) {
            int start = parser.getNameOffset();
            if (Arrays.equals(
                    parser.getEntryPathBuffer(), start, start + parser.getNameLength(), wanted, 0, wanted.length)) {
                return parser;
            }
        }
        return null;
    }

    private byte[] read(ObjectId directory) throws IOException {
        byte[] known = directories.get(directory);
        if (known == null) {
            known = reader.open(directory, Constants.OBJ_TREE).getBytes(Integer.MAX_VALUE - 8);
            directories.put(directory, known);
        }
        return known;
    }
}
