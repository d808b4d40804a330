package io.evoforge.core.versioncontrol;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link VersionControl#push} did. All cases are normal. */
public sealed interface PushOutcome {
    /**
     * The remote branch now has every commit made here.
     *
     * @param tip where it points
     * @param reparented commits that got a new id, because the branch had moved on: from the id
     *     {@link VersionControl#commit} gave to the published one
     */
    record Pushed(CommitId tip, Map<CommitId, CommitId> reparented) implements PushOutcome {
        public Pushed {
            reparented = Map.copyOf(reparented);
        }
    }

    /**
     * The remote branch already had every commit made here.
     *
     * @param tip where it points, or null if neither side has the branch
     */
    record UpToDate(@Nullable CommitId tip) implements PushOutcome {}

    /**
     * The remote branch moved in our paths and the driver could not join the two, or it was deleted or rewound; nothing
     * was sent, and the commits made here stay.
     *
     * @param tip where it points, or null if it is gone
     * @param paths those of ours that somebody else changed; empty if it is gone or rewound
     */
    record Conflict(@Nullable CommitId tip, Set<RepositoryPath> paths) implements PushOutcome {
        public Conflict {
            paths = Set.copyOf(paths);
        }
    }

    /** The remote does not take it; the same call will not help. Nothing became visible. */
    record Rejected(Rejection rejection) implements PushOutcome {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Pushed, T> pushed,
            Function<UpToDate, T> upToDate,
            Function<Conflict, T> conflict,
            Function<Rejected, T> rejected) {
        if (this instanceof Pushed p) {
            return pushed.apply(p);
        }
        if (this instanceof UpToDate u) {
            return upToDate.apply(u);
        }
        if (this instanceof Conflict c) {
            return conflict.apply(c);
        }
        return rejected.apply((Rejected) this);
    }
}
