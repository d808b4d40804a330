package io.evoforge.core.versioncontrol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins two changes of one file: what a commit of ours did, and what somebody else published meanwhile. Named after
 * git's own merge drivers.
 *
 * <p>Implementations are pure functions of their arguments, and safe for use by several threads.
 */
@FunctionalInterface
public interface MergeDriver {
    /** Joins nothing: every path that both sides changed is a conflict. */
    MergeDriver NONE = (path, base, ours, theirs) -> Optional.empty();

    /**
     * The file with both changes in it.
     *
     * @param path which file
     * @param base the file before our commit, or null if it did not exist
     * @param ours the file after our commit
     * @param theirs the file where our commit has to go now, or null if it is gone there
     * @return empty if the two cannot be joined, which makes the path a conflict
     */
    Optional<FileContent> merge(
            RepositoryPath path, @Nullable FileContent base, FileContent ours, @Nullable FileContent theirs);
}
