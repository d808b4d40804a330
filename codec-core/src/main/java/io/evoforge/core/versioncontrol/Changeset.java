package io.evoforge.core.versioncontrol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes one commit. The same changeset on the same parent is the same commit, with the same id.
 *
 * @param branch where it goes
 * @param base the commit it was made against, or null if the branch did not exist
 * @param changes at least one, each path once
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
        Set<RepositoryPath> seen = new HashSet<>();
        for (FileChange change : changes) {
            if (!seen.add(change.path())) {
                throw new IllegalArgumentException("'" + change.path() + "' is changed twice in one changeset");
            }
        }
    }

    /** The same changeset made against another commit. */
    public Changeset on(@Nullable CommitId newBase) {
        return new Changeset(branch, newBase, changes, message, author, committer, tag);
    }
}
