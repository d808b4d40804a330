package io.evoforge.vcs.delivery;

import io.evoforge.core.versioncontrol.CommitId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far a version is on its way. All cases are normal. */
public sealed interface DeliveryResult {
    /**
     * It is where it belongs.
     *
     * @param commit what the branch got
     * @param url where people see it, or null if that is not known
     */
    record Delivered(CommitId commit, @Nullable URI url) implements DeliveryResult {}

    /** Everything of ours is done; a check or a person takes its time. */
    record Waiting(String reason, Duration askAgainAfter) implements DeliveryResult {}

    /** A person has to look first: going on would overwrite somebody's work, or a rule forbids it. */
    record Held(String reason) implements DeliveryResult {}

    /** It was turned down, and the branch does not have it, or not any more. */
    record Withdrawn(String reason) implements DeliveryResult {}

    /** Applies the function for this case. A new case changes this signature, so no caller can forget it. */
    default <T> T match(
            Function<Delivered, T> delivered,
            Function<Waiting, T> waiting,
            Function<Held, T> held,
            Function<Withdrawn, T> withdrawn) {
        if (this instanceof Delivered d) {
            return delivered.apply(d);
        }
        if (this instanceof Waiting w) {
            return waiting.apply(w);
        }
        if (this instanceof Held h) {
            return held.apply(h);
        }
        return withdrawn.apply((Withdrawn) this);
    }
}
