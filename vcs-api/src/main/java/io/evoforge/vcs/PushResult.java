package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Rejection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link EvolutionPublisher#push} did. All cases are normal. */
public sealed interface PushResult {
    /**
     * The remote branch now has every commit made here.
     *
     * @param tip where it points
     * @param renamed commits that got a new id on the way, because the branch had moved on: from the id that {@link
     *     EvolutionPublisher#commit} gave to the published one
     */
    record Pushed(CommitId tip, Map<CommitId, CommitId> renamed) implements PushResult {
        public Pushed {
            renamed = Map.copyOf(renamed);
        }
    }

    /**
     * The remote branch already had every commit made here.
     *
     * @param tip where it points, or null if there is no such branch
     */
    record UpToDate(@Nullable CommitId tip) implements PushResult {}

    /** Nothing was sent: it would overwrite somebody's work. The commits made here stay. */
    record Held(Hold hold) implements PushResult {}

    /** The remote does not take it. Nothing became visible, and the commits made here stay. */
    record Rejected(Rejection rejection) implements PushResult {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Pushed, T> pushed,
            Function<UpToDate, T> upToDate,
            Function<Held, T> held,
            Function<Rejected, T> rejected) {
        if (this instanceof Pushed p) {
            return pushed.apply(p);
        }
        if (this instanceof UpToDate u) {
            return upToDate.apply(u);
        }
        if (this instanceof Held h) {
            return held.apply(h);
        }
        return rejected.apply((Rejected) this);
    }
}
