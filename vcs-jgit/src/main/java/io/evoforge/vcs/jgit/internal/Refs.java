package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.TagName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The references of our repository. For a branch there are three: its tip with our commits, the tip the remote had when
 * we last looked, and the base, which is the commit of the remote that our unpublished commits stand on.
 */
final class Refs {
    private static final String PENDING_TAGS = "refs/evoforge/tags/";

    private final Repository repository;

    Refs(Repository repository) {
        this.repository = repository;
    }

    static String tip(BranchName branch) {
        return branch.ref();
    }

    static String remoteTip(BranchName branch) {
        return "refs/remotes/origin/" + branch.value();
    }

    static String base(BranchName branch) {
        return "refs/evoforge/base/" + branch.value();
    }

    /** Where a branch begins that we began and the remote has not got yet: it is new there, and not gone. */
    static String begun(BranchName branch) {
        return "refs/evoforge/begun/" + branch.value();
    }

    /**
     * Where a push found the remote in conflict with our commits, or our own tip where the remote's branch was gone.
     * Whoever builds on that knows of the conflict.
     */
    static String conflict(BranchName branch) {
        return "refs/evoforge/conflict/" + branch.value();
    }

    /** Commits that were given up after a conflict; kept so that nothing is lost. */
    static String abandoned(ObjectId tip) {
        return "refs/evoforge/abandoned/" + tip.name();
    }

    /** A tag that the remote has not got yet. */
    static String pendingTag(TagName tag) {
        return PENDING_TAGS + tag.value();
    }

    @Nullable
    ObjectId get(String name) throws IOException {
        Ref ref = repository.exactRef(name);
        return ref == null ? null : ref.getObjectId();
    }

    /** Points {@code name} at {@code id}, or removes it. */
    void set(String name, @Nullable ObjectId id) throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.disableRefLog();
        update.setForceUpdate(true);
        RefUpdate.Result result;
        if (id != null) {
            update.setNewObjectId(id);
            result = update.update();
        } else if (repository.exactRef(name) == null) {
            return;
        } else {
            result = update.delete();
        }
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IOException("reference '" + name + "' could not be written: " + result);
        }
    }

    /** Makes HEAD name {@code branch} while it names a branch that does not exist. */
    void adoptHead(BranchName branch) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head != null && head.isSymbolic() && head.getObjectId() == null) {
            RefUpdate update = repository.updateRef(Constants.HEAD);
            update.disableRefLog();
            update.link(branch.ref());
        }
    }

    /** Tags the remote has not got yet, by name and object. */
    List<PendingTag> pendingTags() throws IOException {
        List<PendingTag> tags = new ArrayList<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(PENDING_TAGS)) {
            tags.add(new PendingTag(new TagName(ref.getName().substring(PENDING_TAGS.length())), ref.getObjectId()));
        }
        return tags;
    }

    /** A tag object that waits for its commit to be pushed. */
    record PendingTag(TagName name, ObjectId id) {}
}
