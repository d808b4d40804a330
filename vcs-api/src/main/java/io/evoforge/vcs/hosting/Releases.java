package io.evoforge.vcs.hosting;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.VersionControlException;
import java.net.URI;

/** Releases of a repository, each for a tag. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Releases {
    /**
     * Makes the release of {@code tag}, unless there is one, which is left as it is.
     *
     * @param tag names {@code commit} already
     * @param title one line
     * @param text what it says, in Markdown
     * @return its page
     * @throws VersionControlException if the host refused us or was out of reach; repeating the call is safe
     */
    URI release(TagName tag, CommitId commit, String title, String text);
}
