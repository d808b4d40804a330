package io.evoforge.engine.publishing;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.EvolutionPublisher;

/**
 * Publishes through an {@link EvolutionPublisher}. A refusal that may pass without us, be it a lost connection or
 * credentials that somebody still has to provide, is a delay; what would overwrite somebody's work waits for a person.
 */
public final class PublisherPublications implements Publications {
    private final EvolutionPublisher publisher;

    /** Publications by {@code publisher}. */
    public PublisherPublications(EvolutionPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Publication publish(Evolution evolution) {
        try {
            return publisher
                    .publish(evolution)
                    .match(
                            published -> new Publication.Confirmed(published.commit()),
                            already -> new Publication.Confirmed(already.commit()),
                            held -> new Publication.Blocked(held.hold().message()),
                            rejected ->
                                    new Publication.Blocked(rejected.rejection().message()));
        } catch (VersionControlException e) {
            return e.reason() == VersionControlException.Reason.UNSUPPORTED
                    ? new Publication.Blocked(message(e))
                    : new Publication.Delayed(message(e));
        } catch (CredentialException e) {
            return new Publication.Delayed(message(e));
        }
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
