package io.evoforge.core.versioncontrol;

import java.util.function.Function;

/** What a changeset does to one path. */
public sealed interface FileChange {
    /** The path it is about. */
    RepositoryPath path();

    /**
     * The file has this content afterwards. It keeps the mode it has; a new file gets {@code mode}.
     *
     * @param mode the mode it gets, or {@link FileMode#KEEP} to keep it, which makes a new file a regular one
     */
    record Put(RepositoryPath path, FileContent content, FileMode mode) implements FileChange {}

    /** The file is gone afterwards. It need not exist before. */
    record Delete(RepositoryPath path) implements FileChange {}

    /** Applies the function for this case. */
    default <T> T match(Function<Put, T> put, Function<Delete, T> delete) {
        if (this instanceof Put p) {
            return put.apply(p);
        }
        return delete.apply((Delete) this);
    }
}
