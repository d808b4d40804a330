package io.evoforge.vcs.files;

import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.List;
import java.util.function.Function;

/** What {@link EvolutionFiles} made of what is on the branch. Both cases are normal. */
public sealed interface FilesResult {
    /**
     * The changes to be committed.
     *
     * @param changes each path once
     */
    record Ready(List<FileChange> changes) implements FilesResult {
        public Ready {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A file is there that we cannot add to without losing what somebody wrote.
     *
     * @param path which
     * @param reason what is wrong with it, for a person
     */
    record Unreadable(RepositoryPath path, String reason) implements FilesResult {}

    /** Applies the function for this case. */
    default <T> T match(Function<Ready, T> ready, Function<Unreadable, T> unreadable) {
        if (this instanceof Ready r) {
            return ready.apply(r);
        }
        return unreadable.apply((Unreadable) this);
    }
}
