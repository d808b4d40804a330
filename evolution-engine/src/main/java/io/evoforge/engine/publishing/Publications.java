package io.evoforge.engine.publishing;

import io.evoforge.core.evolution.Evolution;

/** Where adopted versions are published. Called by one thread at a time, in the order of versions. */
@FunctionalInterface
public interface Publications {
    /**
     * Brings {@code evolution} to the remote and confirms it. The same evolution may come again after a crash: then what
     * the remote already has is found, not repeated.
     */
    Publication publish(Evolution evolution);
}
