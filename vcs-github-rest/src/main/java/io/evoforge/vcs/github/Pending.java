package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit that was made here and is not on GitHub yet. Its ids are computed; they are GitHub's as well, if the strategy can
 * say everything that a commit consists of.
 *
 * @param promised the id that the caller was given, which stays when the commit gets a new parent
 * @param id the id on its present parent
 * @param changeset what it was made from
 * @param parent what it is on, or null if it begins a history
 * @param edits what it changes there
 * @param tree the tree afterwards
 */
record Pending(
        CommitId promised,
        CommitId id,
        Changeset changeset,
        @Nullable Head parent,
        List<TreeEdit> edits,
        TreeView tree) {
    Pending {
        edits = List.copyOf(edits);
    }

    static Pending of(@Nullable CommitId promised, Changeset changeset, @Nullable Head parent, List<TreeEdit> edits) {
        TreeView tree = (parent == null ? TreeView.EMPTY : parent.tree()).after(edits);
        CommitId id = ObjectIds.commit(
                tree.id(),
                parent == null ? null : parent.commit(),
                changeset.author(),
                changeset.committer(),
                changeset.message());
        return new Pending(promised == null ? id : promised, id, changeset, parent, edits, tree);
    }

    /** The commit as what the next one is on. */
    Head asHead() {
        return new Head(id, changeset.message(), parent == null, tree);
    }

    /** Id of the tag object on {@code commit}, or null if there is no tag. */
    @Nullable
    String tagId(CommitId commit) {
        Tag tag = changeset.tag();
        return tag == null ? null : ObjectIds.tag(tag, commit, changeset.committer());
    }
}
