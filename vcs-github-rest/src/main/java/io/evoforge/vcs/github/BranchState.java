package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of a branch, and what was committed to it here. Guarded by the lock of {@link GitHubVersionControl}. */
final class BranchState {
    /** Message of the commit that makes an empty repository usable; the real first commit takes its place at once. */
    static final String BOOTSTRAP_MESSAGE =
            "Begin the history\n\nThe first commit takes the place of this one at once.";

    final BranchName name;
    final List<Pending> pending = new ArrayList<>();

    /** Whether {@code remote} was read since the start or the last doubt. */
    boolean loaded;

    /** Whether the branch was there once. */
    boolean existed;

    /** Where the branch was when it was there for the last time. */
    @Nullable
    CommitId lastSeen;

    /** Where the branch is on GitHub, as far as we know. */
    @Nullable
    Head remote;

    /** The commit that made an empty repository usable, while it is the only one. */
    @Nullable
    CommitId bootstrap;

    /** Where the branch was when a push met a conflict. */
    @Nullable
    CommitId refusedAt;

    BranchState(BranchName name) {
        this.name = name;
    }

    void set(@Nullable Head head) {
        loaded = true;
        bootstrap = null;
        remote = head;
        if (head != null && head.root() && head.message().equals(BOOTSTRAP_MESSAGE)) {
            bootstrap = head.commit();
            remote = null;
        } else if (head != null) {
            existed = true;
            lastSeen = head.commit();
        }
    }

    /** Drops what is pending, and looks at the branch again when it is needed. */
    void forget() {
        pending.clear();
        refusedAt = null;
        loaded = false;
    }

    /** Looks at the branch again when it is needed, if GitHub has it elsewhere than we thought. */
    void doubt(@Nullable CommitId there) {
        Head known = remote;
        if (pending.isEmpty() && (known == null || !known.commit().equals(there))) {
            loaded = false;
        }
    }

    /** What the next commit goes on. */
    @Nullable
    Head tip() {
        return pending.isEmpty() ? remote : pending.get(pending.size() - 1).asHead();
    }

    Statuses.Made made() {
        return new Statuses.Made(pending, bootstrap);
    }

    Set<String> pendingDirectories() {
        Set<RepositoryPath> paths = new TreeSet<>();
        pending.forEach(p -> p.changeset().changes().forEach(change -> paths.add(change.path())));
        return TreeView.directoriesOf(paths);
    }
}
