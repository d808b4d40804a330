package io.evoforge.engine.publishing;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.vcs.EvolutionPublisher;

/** Publishes through an {@link EvolutionPublisher}; what would overwrite somebody's work waits for a person. */
public final class PublisherPublications implements Publications {
    private final EvolutionPublisher publisher;

    /** Publications by {@code publisher}. */
    public PublisherPublications(EvolutionPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Publication publish(Evolution evolution) {
        return Failures.told(() -> publisher
                .publish(evolution)
                .match(
                        published -> new Publication.Confirmed(published.commit()),
                        already -> new Publication.Confirmed(already.commit()),
                        held -> new Publication.Blocked(held.hold().message()),
                        rejected -> new Publication.Blocked(rejected.rejection().message())));
    }
}
