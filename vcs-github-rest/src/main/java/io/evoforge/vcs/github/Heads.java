package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.Optional;
import java.util.Set;

/** Reads commits together with the directories that matter of their trees. */
interface Heads {
    /** The tip of {@code branch}; empty if there is no such branch. */
    Optional<Head> tip(BranchName branch, Set<String> directories);

    /** A commit; empty if there is none with this id. */
    Optional<Head> at(CommitId commit, Set<String> directories);

    /** {@code head} with these directories known as well. */
    Head extended(Head head, Set<String> directories);
}
