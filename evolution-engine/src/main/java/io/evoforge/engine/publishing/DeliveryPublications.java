package io.evoforge.engine.publishing;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryResult;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes by a {@link Delivery}: through branches, pull requests and checks, as its policy says. What waits for a check
 * or a person is asked for again; what was turned down is withdrawn from the run.
 */
public final class DeliveryPublications implements Publications {
    private final Delivery delivery;

    /** Publications by {@code delivery}. */
    public DeliveryPublications(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public Publication publish(Evolution evolution) {
        return publish(evolution, null);
    }

    @Override
    public Publication publish(Evolution evolution, @Nullable ReviewReply review) {
        return told(() -> delivery.deliver(evolution, review));
    }

    @Override
    public Publication withdraw(Evolution evolution, String reason) {
        return told(() -> delivery.withdraw(evolution, reason));
    }

    private static Publication told(Supplier<DeliveryResult> step) {
        return Failures.told(() -> step.get()
                .match(
                        delivered -> new Publication.Confirmed(delivered.commit()),
                        waiting -> new Publication.Waiting(waiting.reason(), waiting.askAgainAfter()),
                        held -> new Publication.Blocked(held.reason()),
                        withdrawn -> new Publication.Withdrawn(withdrawn.reason())));
    }
}
