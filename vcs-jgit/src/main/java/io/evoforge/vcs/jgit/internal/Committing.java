package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Makes commits in our repository. Asks the remote only for a branch or a base that we do not know. */
final class Committing {
    private final Refs refs;
    private final Commits commits;
    private final Fetching fetching;
    private final boolean hasRemote;

    Committing(Refs refs, Commits commits, Fetching fetching, boolean hasRemote) {
        this.refs = refs;
        this.commits = commits;
        this.fetching = fetching;
        this.hasRemote = hasRemote;
    }

    CommitOutcome commit(Changeset changeset, Deadline deadline) throws IOException, ConversationFailed {
        BranchName name = changeset.branch();
        ObjectId base = changeset.base() == null ? null : CommitFormat.objectId(changeset.base());
        Branch branch = known(name, base, deadline);
        branch = withoutAbandoned(branch, base);
        ObjectId tip = branch.tip();
        if (hasRemote && branch.isGone() && base != null && !base.equals(tip)) {
            tip = null; // whoever looked saw no such branch, and begins one of that name again
        }

        ObjectId same = commits.findSame(tip, base, changeset);
        if (same != null) {
            CommitOutcome.Rejected refused = writeTag(changeset, same);
            return refused != null ? refused : new CommitOutcome.Committed(CommitFormat.id(same));
        }
        if (tip == null && base != null) {
            return begin(changeset, base);
        }
        if (tip != null && commits.holds(tip, changeset.changes())) {
            return new CommitOutcome.Unchanged(CommitFormat.id(tip));
        }
        if (tip != null && !tip.equals(base)) {
            List<RepositoryPath> ours =
                    changeset.changes().stream().map(FileChange::path).toList();
            Set<RepositoryPath> changed = commits.differing(base, tip, ours);
            if (!changed.isEmpty()) {
                return new CommitOutcome.Conflict(CommitFormat.id(tip), changed);
            }
        }
        return write(changeset, tip);
    }

    /** Begins a branch that neither we nor the remote have at {@code start}. */
    private CommitOutcome begin(Changeset changeset, ObjectId start) throws IOException {
        if (commits.holds(start, changeset.changes())) {
            return new CommitOutcome.Unchanged(CommitFormat.id(start));
        }
        Branch.begin(changeset.branch(), start, refs);
        return write(changeset, start);
    }

    private CommitOutcome write(Changeset changeset, @Nullable ObjectId tip) throws IOException {
        ObjectId commit = commits.write(changeset, tip);
        CommitOutcome.Rejected refused = writeTag(changeset, commit);
        if (refused != null) {
            return refused;
        }
        refs.set(Refs.tip(changeset.branch()), commit);
        refs.adoptHead(changeset.branch());
        return new CommitOutcome.Committed(CommitFormat.id(commit));
    }

    /** The branch as we know it, asking the remote if that is not enough. */
    private Branch known(BranchName name, @Nullable ObjectId base, Deadline deadline)
            throws IOException, ConversationFailed {
        Branch branch = Branch.load(name, refs);
        if (hasRemote && branch.tip() == null && !fetching.isKnownToBeAbsent(name)) {
            branch = fetching.fetch(name, Remote.Depth.SHALLOW, deadline);
        }
        if (base == null || commits.has(base)) {
            return branch;
        }
        if (hasRemote) {
            branch = fetching.fetch(name, Remote.Depth.SHALLOW, deadline);
            if (!commits.has(base) && branch.tip() != null) {
                branch = fetching.fetch(name, Remote.Depth.FULL, deadline);
            } else if (!commits.has(base)) {
                fetching.fetchCommit(base, deadline); // of the branch that this one begins at
            }
        }
        if (!commits.has(base)) {
            throw new VersionControlException(
                    Reason.NOT_FOUND,
                    "Cannot commit to '" + name + "': there is no commit '" + base.name()
                            + "' in its history to build on. Take the tip that the status shows as the base.");
        }
        return branch;
    }

    /**
     * Whoever builds on the very tip that a push was refused for has decided against the commits that could not be
     * published. They are kept under a reference of their own.
     */
    private Branch withoutAbandoned(Branch branch, @Nullable ObjectId base) throws IOException {
        ObjectId tip = branch.tip();
        ObjectId conflict = refs.get(Refs.conflict(branch.name()));
        if (tip == null || conflict == null || !conflict.equals(base == null ? tip : base)) {
            return branch;
        }
        branch.abandon(base, refs, commits);
        return Branch.load(branch.name(), refs);
    }

    /** Writes the tag, if there is one to be written; the outcome if its name is taken. */
    private CommitOutcome.@Nullable Rejected writeTag(Changeset changeset, ObjectId commit) throws IOException {
        Tag tag = changeset.tag();
        if (tag == null) {
            return null;
        }
        ObjectId id = commits.writeTag(tag, commit, changeset);
        ObjectId published = refs.get(tag.name().ref());
        if (published != null) {
            return published.equals(id) ? null : taken(tag);
        }
        String reference = hasRemote ? Refs.pendingTag(tag.name()) : tag.name().ref();
        ObjectId pending = refs.get(reference);
        if (pending != null && !pending.equals(id) && isOfOtherCommit(pending, commit)) {
            return taken(tag);
        }
        refs.set(reference, id);
        return null;
    }

    private boolean isOfOtherCommit(ObjectId tag, ObjectId commit) throws IOException {
        ObjectId tagged = commits.tagged(tag);
        return tagged != null && !tagged.equals(commit);
    }

    private static CommitOutcome.Rejected taken(Tag tag) {
        return new CommitOutcome.Rejected(new Rejection(
                Rejection.Reason.OTHER,
                "The tag '" + tag.name() + "' exists already and names another commit. Choose another name, or remove"
                        + " the tag."));
    }
}
