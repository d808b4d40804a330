package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.Map;

/**
 * The branches of one repository, seen from its host.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link VersionControlException} if the host
 * refused us or was out of reach.
 */
public interface Branches {
    /**
     * All branches whose names begin with {@code prefix}, and where they point; ordered by name. Without those whose names a
     * {@link BranchName} does not take.
     */
    Map<BranchName, CommitId> startingWith(String prefix);

    /**
     * Deletes {@code branch} if it still points to {@code tip}.
     *
     * @return whether it is gone; false if it points elsewhere, and is left alone
     */
    boolean delete(BranchName branch, CommitId tip);
}
