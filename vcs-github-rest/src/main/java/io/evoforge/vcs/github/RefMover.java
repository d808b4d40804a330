package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves a branch from where we think it is to a new commit, together with tags. */
interface RefMover {
    /** A tag to be made: on which commit, and the id of its object. */
    record TagMove(Tag tag, CommitId commit, String object) {}

    /**
     * Moves {@code branch}.
     *
     * @param before where it has to be now, or null if it must not exist
     * @param replace whether {@code before} need not be in the history of {@code after}
     * @throws GitHubFault {@code STALE} if it is elsewhere, {@code INVALID} if a tag is taken
     */
    void move(BranchName branch, @Nullable CommitId before, CommitId after, boolean replace, List<TagMove> tags);
}
