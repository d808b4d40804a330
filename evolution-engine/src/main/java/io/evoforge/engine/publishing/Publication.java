package io.evoforge.engine.publishing;

import io.evoforge.core.versioncontrol.CommitId;
import java.util.function.Function;

/** How one try to publish a version ended. */
public sealed interface Publication {
    /** The remote has it: confirmed, not assumed. */
    record Confirmed(CommitId commit) implements Publication {}

    /** Not this time; the same try may succeed later. */
    record Delayed(String reason) implements Publication {}

    /** Not before a person has done something. */
    record Blocked(String reason) implements Publication {}

    /** Applies the function for this case. */
    default <T> T match(Function<Confirmed, T> confirmed, Function<Delayed, T> delayed, Function<Blocked, T> blocked) {
        if (this instanceof Confirmed c) {
            return confirmed.apply(c);
        }
        if (this instanceof Delayed d) {
            return delayed.apply(d);
        }
        return blocked.apply((Blocked) this);
    }
}
