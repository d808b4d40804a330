package io.evoforge.engine.publishing;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.vcs.ForeignVersion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where adopted versions are published. Called by one thread at a time, in the order of versions. */
@FunctionalInterface
public interface Publications {
    /**
     * Brings {@code evolution} to the remote and confirms it, or takes the next step on the way there. Called again for
     * every answer but {@link Publication.Confirmed}, {@link Publication.Withdrawn} and {@link Publication.Overtaken}, and after a crash also for those:
     * what the remote already has is found, not repeated.
     */
    Publication publish(Evolution evolution);

    /**
     * As {@link #publish(Evolution)}, with what a reviewer said of the version, for whom there is a place for it. It changes
     * nothing in what has to come before publication.
     *
     * @param review null if nobody reviewed it; its texts are untrusted
     */
    default Publication publish(Evolution evolution, @Nullable ReviewReply review) {
        return publish(evolution);
    }

    /**
     * Takes back what an earlier start may have begun to publish of {@code evolution}, which was turned down since.
     *
     * @param reason why, in one line; untrusted text
     * @return {@link Publication.Withdrawn}, or {@link Publication.Confirmed} if it is too late; the others as {@link
     *     #publish(Evolution)}
     */
    default Publication withdraw(Evolution evolution, String reason) {
        return new Publication.Withdrawn(reason);
    }

    /** How often it is worth asking {@link #newer}; empty if nobody else adds versions. */
    default Optional<Duration> lookEvery() {
        return Optional.empty();
    }

    /**
     * What the repository holds instead of {@code champion}, which was published there. Empty if it holds that, or cannot
     * be asked now.
     */
    default Optional<ForeignVersion> newer(Evolution champion) {
        return Optional.empty();
    }
}
