package io.evoforge.core.versioncontrol;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link VersionControl#commit} did. All cases are normal. */
public sealed interface CommitOutcome {
    /** {@code commit} exists. */
    record Committed(CommitId commit) implements CommitOutcome {}

    /** The branch already held exactly this content; no commit was made. */
    record Unchanged(CommitId tip) implements CommitOutcome {}

    /**
     * The branch had changed in our paths since the base; nothing was written.
     *
     * @param tip where it is now, or null if it is gone
     * @param paths those of ours that somebody else changed; empty if it is gone
     */
    record Conflict(@Nullable CommitId tip, Set<RepositoryPath> paths) implements CommitOutcome {
        public Conflict {
            paths = Set.copyOf(paths);
        }
    }

    /** The remote does not take it; the same call will not help. Nothing became visible. */
    record Rejected(Rejection rejection) implements CommitOutcome {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Committed, T> committed,
            Function<Unchanged, T> unchanged,
            Function<Conflict, T> conflict,
            Function<Rejected, T> rejected) {
        if (this instanceof Committed c) {
            return committed.apply(c);
        }
        if (this instanceof Unchanged u) {
            return unchanged.apply(u);
        }
        if (this instanceof Conflict c) {
            return conflict.apply(c);
        }
        return rejected.apply((Rejected) this);
    }
}
