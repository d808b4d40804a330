package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What differs between two commits, as the host knows it. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Comparisons {
    /**
     * The way from one commit to another.
     *
     * @return empty if the host does not know one of the two, or they have no history in common
     * @throws VersionControlException if the host refused us or was out of reach
     */
    Optional<Comparison> compare(CommitId from, CommitId to);

    /**
     * The way from one commit to another.
     *
     * @param ahead how many commits the second has that the first has not
     * @param behind how many the first has that the second has not
     * @param files paths that the second changed since the two parted, in order; a host may leave some out of hundreds
     * @param page where people see it
     */
    record Comparison(long ahead, long behind, List<String> files, URI page) {
        public Comparison {
            files = List.copyOf(files);
        }
    }
}
