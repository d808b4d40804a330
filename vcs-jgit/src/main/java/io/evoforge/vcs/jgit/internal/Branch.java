package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.TagName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one branch.
 *
 * @param name which
 * @param tip with our commits; null if it does not exist
 * @param remoteTip where the remote had it when we last looked; null if it had not
 * @param base the commit of the remote that our unpublished commits stand on; null if they are the first of all
 * @param isBegun whether it is a branch that we began at a commit of another one, and that the remote never had
 */
record Branch(
        BranchName name,
        @Nullable ObjectId tip,
        @Nullable ObjectId remoteTip,
        @Nullable ObjectId base,
        boolean isBegun) {

    static Branch load(BranchName name, Refs refs) throws IOException {
        return new Branch(
                name,
                refs.get(Refs.tip(name)),
                refs.get(Refs.remoteTip(name)),
                refs.get(Refs.base(name)),
                refs.get(Refs.begun(name)) != null);
    }

    /** Notes that {@code name}, which nobody has, is to begin at {@code start}. It exists once it has a tip. */
    static void begin(BranchName name, ObjectId start, Refs refs) throws IOException {
        refs.set(Refs.begun(name), start);
        refs.set(Refs.base(name), start);
    }

    /** Whether the remote had it and has it no more, so that nothing of it is left but what we remember. */
    boolean isGone() {
        return tip != null && remoteTip == null && !hasUnpublished();
    }

    boolean hasUnpublished() {
        return tip != null && !tip.equals(base);
    }

    /** Notes that the remote has the branch at {@code published}, and that we have nothing beyond it. */
    static void published(BranchName name, @Nullable ObjectId published, Refs refs) throws IOException {
        refs.set(Refs.remoteTip(name), published);
        // A kill in between is mended by the next fetch.
        refs.set(Refs.tip(name), published);
        refs.set(Refs.base(name), published);
        refs.set(Refs.begun(name), null);
    }

    /** Gives up what is not published, and goes on from {@code remoteTip}. It is kept under a reference of its own. */
    void abandon(@Nullable ObjectId remoteTip, Refs refs, Commits commits) throws IOException {
        if (tip != null) {
            refs.set(Refs.abandoned(tip), tip);
        }
        for (Refs.PendingTag tag : pendingTags(refs, commits)) {
            refs.set(Refs.pendingTag(tag.name()), null);
        }
        published(name, remoteTip, refs);
        refs.set(Refs.conflict(name), null);
    }

    /** Tags that wait to be published with commits of this branch. */
    List<Refs.PendingTag> pendingTags(Refs refs, Commits commits) throws IOException {
        List<Refs.PendingTag> ours = new ArrayList<>();
        for (Refs.PendingTag tag : refs.pendingTags()) {
            ObjectId tagged = commits.tagged(tag.id());
            if (tagged != null && commits.isAncestor(tagged, tip)) {
                ours.add(tag);
            }
        }
        return ours;
    }

    /** Notes that the remote has {@code tags}. */
    static void tagsPublished(List<Refs.PendingTag> tags, Refs refs) throws IOException {
        for (Refs.PendingTag tag : tags) {
            TagName name = tag.name();
            refs.set(name.ref(), tag.id());
            refs.set(Refs.pendingTag(name), null);
        }
    }
}
