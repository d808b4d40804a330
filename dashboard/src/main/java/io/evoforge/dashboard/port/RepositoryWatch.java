package io.evoforge.dashboard.port;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.hosting.RequestBudget;
import java.util.List;
import java.util.Optional;

/** Asks the repository how it stands. May be slow; the dashboard asks beside its requests, and seldom. */
@FunctionalInterface
public interface RepositoryWatch {
    /**
     * How it stands now.
     *
     * @throws VersionControlException if the repository cannot be asked now
     */
    Look look();

    /** What may still be asked of the repository's host, at once; empty if it has no limits that we know. */
    default Optional<RequestBudget> budget() {
        return Optional.empty();
    }

    /**
     * A look at the repository.
     *
     * @param status the branch
     * @param changedFiles paths that the newest commit changed, as far as they are ours
     */
    record Look(RepositoryStatus status, List<String> changedFiles) {
        public Look {
            changedFiles = List.copyOf(changedFiles);
        }
    }
}
