package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing is written: going on would overwrite somebody's work. A person has to look, except where another agent was
 * faster: a run can go on from {@code foreign}.
 *
 * @param paths the files it is about; empty if it is about the whole branch
 * @param message what happened, why, and what to do next
 * @param foreign the version that the branch holds instead of the one ours is based on, or null if it is not that
 */
public record Hold(
        Set<RepositoryPath> paths, String message, @Nullable ForeignVersion foreign) {
    public Hold {
        paths = Set.copyOf(paths);
    }

    /** What only a person can resolve. */
    public Hold(Set<RepositoryPath> paths, String message) {
        this(paths, message, null);
    }
}
