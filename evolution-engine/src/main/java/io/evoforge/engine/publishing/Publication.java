package io.evoforge.engine.publishing;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.ForeignVersion;
import java.time.Duration;
import java.util.function.Function;

/** How one try to publish a version ended. */
public sealed interface Publication {
    /** The remote has it: confirmed, not assumed. */
    record Confirmed(CommitId commit) implements Publication {}

    /** Not this time; the same try may succeed later. */
    record Delayed(String reason) implements Publication {}

    /** Not before a person has done something. */
    record Blocked(String reason) implements Publication {}

    /**
     * Under way, and everything of ours is done: a check or a review takes its time. No failure, however often it comes.
     *
     * @param reason what is waited for
     * @param askAgainAfter when the next look is worth it, above zero
     */
    record Waiting(String reason, Duration askAgainAfter) implements Publication {
        public Waiting {
            if (askAgainAfter.isNegative() || askAgainAfter.isZero()) {
                throw new IllegalArgumentException(
                        "the time to the next look must be above 0 but was " + askAgainAfter);
            }
        }
    }

    /**
     * Never: it was looked at and turned down, by a check, a review or a person, and the repository does not have it, or
     * not any more.
     *
     * @param reason why, in one line; the next proposals are told
     */
    record Withdrawn(String reason) implements Publication {}

    /**
     * Not under its number: the repository holds {@code by}, which the version is not based on.
     *
     * @param by what to go on from
     */
    record Overtaken(ForeignVersion by) implements Publication {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Confirmed, T> confirmed,
            Function<Delayed, T> delayed,
            Function<Blocked, T> blocked,
            Function<Waiting, T> waiting,
            Function<Withdrawn, T> withdrawn,
            Function<Overtaken, T> overtaken) {
        if (this instanceof Confirmed c) {
            return confirmed.apply(c);
        }
        if (this instanceof Delayed d) {
            return delayed.apply(d);
        }
        if (this instanceof Blocked b) {
            return blocked.apply(b);
        }
        if (this instanceof Waiting w) {
            return waiting.apply(w);
        }
        if (this instanceof Withdrawn w) {
            return withdrawn.apply(w);
        }
        return overtaken.apply((Overtaken) this);
    }
}
