package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;

/** Tags on commits that are on the host already. Implementations are safe for use by several threads. */
public interface Tags {
    /**
     * Makes {@code tag} on {@code commit}, unless there is one of that name.
     *
     * @return the commit that the tag names now; another one than {@code commit} if the name was taken
     * @throws VersionControlException if the host refused us or was out of reach; repeating the call is safe
     */
    CommitId tag(Tag tag, CommitId commit, Signature tagger);
}
