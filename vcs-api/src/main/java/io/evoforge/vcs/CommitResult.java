package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Rejection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link EvolutionPublisher#commit} did. All cases are normal. */
public sealed interface CommitResult {
    /** {@code commit} was made. */
    record Committed(CommitId commit) implements CommitResult {}

    /**
     * This adoption has its commit already; none was made.
     *
     * @param takenBackBy the commit of ours that went back from it since, or null if there is none
     */
    record AlreadyThere(CommitId commit, @Nullable CommitId takenBackBy) implements CommitResult {
        AlreadyThere(CommitId commit) {
            this(commit, null);
        }
    }

    /** Nothing was written: it would overwrite somebody's work. */
    record Held(Hold hold) implements CommitResult {}

    /** Nothing was written: a rule of ours or of the host forbids it. */
    record Rejected(Rejection rejection) implements CommitResult {}

    /** The commit, where there is one. */
    default Optional<CommitId> commitId() {
        return match(
                committed -> Optional.of(committed.commit),
                there -> Optional.of(there.commit),
                held -> Optional.empty(),
                rejected -> Optional.empty());
    }

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Committed, T> committed,
            Function<AlreadyThere, T> alreadyThere,
            Function<Held, T> held,
            Function<Rejected, T> rejected) {
        if (this instanceof Committed c) {
            return committed.apply(c);
        }
        if (this instanceof AlreadyThere a) {
            return alreadyThere.apply(a);
        }
        if (this instanceof Held h) {
            return held.apply(h);
        }
        return rejected.apply((Rejected) this);
    }
}
