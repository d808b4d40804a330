package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Brings our knowledge of a branch up to date. */
final class Fetching {
    private static final int MAXIMUM_REMEMBERED = 1000;

    private final Repository repository;
    private final Refs refs;
    private final Commits commits;
    private final @Nullable Remote remote;
    private final Set<BranchName> absent = new HashSet<>();

    Fetching(Repository repository, Refs refs, Commits commits, @Nullable Remote remote) {
        this.commits = commits;
        this.repository = repository;
        this.refs = refs;
        this.remote = remote;
    }

    /** Whether the remote said before that it has no such branch. It may have one by now; a push will tell. */
    boolean isKnownToBeAbsent(BranchName branch) {
        return absent.contains(branch);
    }

    /** Fetches the branch. Without commits of ours the tip follows the remote; otherwise it stays until a push. */
    Branch fetch(BranchName name, Remote.Depth depth, Deadline deadline) throws IOException, ConversationFailed {
        if (remote == null) {
            return Branch.load(name, refs);
        }
        ObjectId remoteTip = remote.fetch(repository, name, depth, deadline).orElse(null);
        if (remoteTip != null) {
            absent.remove(name);
        } else if (absent.size() < MAXIMUM_REMEMBERED) {
            absent.add(name);
        }
        if (remoteTip != null) {
            adjust(Branch.load(name, refs), remoteTip);
        }
        return Branch.load(name, refs);
    }

    /**
     * Lets our tip follow if the remote has all of ours, and otherwise the base if the remote has the first of ours: both
     * come from a push whose answer was lost, or whose process was killed before it was noted.
     */
    private void adjust(Branch branch, ObjectId remoteTip) throws IOException {
        if (!branch.hasUnpublished() || commits.isAncestor(branch.tip(), remoteTip)) {
            Branch.published(branch.name(), remoteTip, refs);
            return;
        }
        List<ObjectId> ours = commits.unpublished(branch);
        ObjectId base = ours.isEmpty() ? null : commits.parent(ours.get(0));
        if (base != null && !base.equals(branch.base()) && commits.isAncestor(base, remoteTip)) {
            refs.set(Refs.base(branch.name()), base);
        }
    }

    /** Fetches a commit that is not here yet, however old, with its files. */
    void fetchCommit(ObjectId commit, Deadline deadline) throws ConversationFailed {
        if (remote != null) {
            remote.fetchCommit(repository, commit, deadline);
        }
    }
}
