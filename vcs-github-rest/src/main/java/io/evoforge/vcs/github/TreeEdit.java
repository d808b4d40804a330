package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import org.jspecify.annotations.Nullable;

/**
 * A change that makes a difference: of a path to an entry, or away.
 *
 * @param path which
 * @param entry what is there afterwards, or null if nothing is
 * @param content of the entry, or null
 */
record TreeEdit(
        RepositoryPath path,
        @Nullable TreeEntry entry,
        @Nullable FileContent content) {
    TreeEdit {
        if ((entry == null) != (content == null)) {
            throw new IllegalArgumentException("an entry comes with its content");
        }
    }
}
