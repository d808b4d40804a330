package io.evoforge.engine.publishing;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.ForeignVersion;
import io.evoforge.vcs.Hold;
import java.time.Duration;
import java.util.Optional;

/** Publishes through an {@link EvolutionPublisher}; what would overwrite somebody's work waits for a person. */
public final class PublisherPublications implements Publications {
    private static final System.Logger LOG = System.getLogger(PublisherPublications.class.getName());

    /** Often enough to waste few candidates on an old base, and seldom enough for the limits of a host. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final EvolutionPublisher publisher;
    private final Duration lookEvery;

    /** Publications by {@code publisher}. */
    public PublisherPublications(EvolutionPublisher publisher) {
        this(publisher, LOOK_EVERY);
    }

    /**
     * As the other.
     *
     * @param lookEvery how often the branch is looked at for versions by other agents, if there are any; above zero
     */
    public PublisherPublications(EvolutionPublisher publisher, Duration lookEvery) {
        this.publisher = publisher;
        this.lookEvery = lookEvery;
    }

    @Override
    public Publication publish(Evolution evolution) {
        return Failures.told(() -> publisher
                .publish(evolution)
                .match(
                        published -> new Publication.Confirmed(published.commit()),
                        already -> new Publication.Confirmed(already.commit()),
                        held -> held(held.hold()),
                        rejected -> new Publication.Blocked(rejected.rejection().message())));
    }

    @Override
    public Publication withdraw(Evolution evolution, String reason) {
        return Failures.told(() -> publisher
                .giveUp(evolution)
                .<Publication>map(Publication.Confirmed::new)
                .orElseGet(() -> new Publication.Withdrawn(reason)));
    }

    private static Publication held(Hold hold) {
        return hold.foreign() == null
                ? new Publication.Blocked(hold.message())
                : new Publication.Overtaken(hold.foreign());
    }

    @Override
    public Optional<Duration> lookEvery() {
        return publisher.settings().agent() == null ? Optional.empty() : Optional.of(lookEvery);
    }

    @Override
    public Optional<ForeignVersion> newer(Evolution champion) {
        try {
            return publisher.overtaken(champion.source());
        } catch (VersionControlException | CredentialException e) {
            LOG.log(System.Logger.Level.DEBUG, "the branch cannot be looked at now", e);
            return Optional.empty(); // the next publication, or the next look, tells
        }
    }
}
