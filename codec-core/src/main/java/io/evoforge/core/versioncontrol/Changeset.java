package io.evoforge.core.versioncontrol;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes one commit. The same changeset on the same parent is the same commit, with the same id.
 *
 * @param branch where it goes
 * @param base the commit it was made against, or where a branch that does not exist begins; null if it begins with
 *     nothing
 * @param changes at least one, each path once; no file is put where another one has its directory, and no two files are
 *     put whose paths differ in upper and lower case only, because not every file system could hold both
 * @param message the whole commit message, taken as it is
 * @param author who wrote the change
 * @param committer who committed it
 * @param tag to be put on the commit and published with it, or null
 */
public record Changeset(
        BranchName branch,
        @Nullable CommitId base,
        List<FileChange> changes,
        String message,
        Signature author,
        Signature committer,
        @Nullable Tag tag) {
    public Changeset {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a changeset needs at least 1 change");
        }
        if (message.isBlank()) {
            throw new IllegalArgumentException("a changeset needs a commit message");
        }
        requireEachPathOnce(changes);
        requireRoomForEachFile(changes);
    }

    private static void requireEachPathOnce(List<FileChange> changes) {
        Set<RepositoryPath> seen = new HashSet<>();
        for (FileChange change : changes) {
            if (!seen.add(change.path())) {
                throw new IllegalArgumentException("'" + change.path() + "' is changed twice in one changeset");
            }
        }
    }

    private static void requireRoomForEachFile(List<FileChange> changes) {
        Map<String, String> files = new HashMap<>();
        Map<String, String> directories = new HashMap<>();
        for (FileChange change : changes) {
            String path = change.path().value();
            if (change instanceof FileChange.Put) {
                String other = files.put(path.toLowerCase(Locale.ROOT), path);
                if (other != null) {
                    throw new IllegalArgumentException("'" + other + "' and '" + path
                            + "' differ in upper and lower case only; give one of them another name");
                }
                for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                    directories.put(path.substring(0, slash).toLowerCase(Locale.ROOT), path);
                }
            }
        }
        files.forEach((key, file) -> {
            String inside = directories.get(key);
            if (inside != null) {
                throw new IllegalArgumentException(
                        "'" + file + "' cannot be a file, because '" + inside + "' needs a directory of that name");
            }
        });
    }

    /** The same changeset made against another commit. */
    public Changeset on(@Nullable CommitId newBase) {
        return new Changeset(branch, newBase, changes, message, author, committer, tag);
    }
}
