package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.util.List;

/**
 * What machines say about the commits of one repository.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface Checks {
    /**
     * Every check of {@code commit}, ordered by name: the newest result, and where several reported under one name, the worst of
     * theirs. Empty if none was reported yet.
     *
     * @throws VersionControlException if the host refused us or was out of reach, or has no such commit
     */
    List<Check> of(CommitId commit);

    /**
     * Puts {@code check} on {@code commit}. A second report of the same name replaces the first.
     *
     * @throws VersionControlException if the host refused us or was out of reach; repeating the call is safe
     */
    void report(CommitId commit, Check check);

    /**
     * As {@link #report(CommitId, Check)}, with a page of text where the host has room for one.
     *
     * @param text Markdown; what is not ours in it has to be harmless already
     * @throws VersionControlException if the host refused us or was out of reach. For a retryable reason the check may be
     *     there all the same: read the checks to find out
     */
    void report(CommitId commit, Check check, String text);
}
