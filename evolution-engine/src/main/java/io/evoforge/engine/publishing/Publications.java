package io.evoforge.engine.publishing;

import io.evoforge.core.evolution.Evolution;

/** Where adopted versions are published. Called by one thread at a time, in the order of versions. */
@FunctionalInterface
public interface Publications {
    /**
     * Brings {@code evolution} to the remote and confirms it, or takes the next step on the way there. Called again for
     * every answer but {@link Publication.Confirmed} and {@link Publication.Withdrawn}, and after a crash also for those:
     * what the remote already has is found, not repeated.
     */
    Publication publish(Evolution evolution);
}
