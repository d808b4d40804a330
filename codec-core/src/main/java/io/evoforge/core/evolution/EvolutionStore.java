package io.evoforge.core.evolution;

import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the events of one run, so that nothing is lost when the process or the machine dies.
 *
 * <p>Implementations are safe for use by several threads. One process at a time holds a store.
 */
public interface EvolutionStore extends AutoCloseable {
    /**
     * Adds {@code events} at the end, all or none. They are on the disk when this returns.
     *
     * @throws StoreException if they could not be kept; then none was
     */
    void append(List<RunEvent> events);

    /**
     * Hands every event to {@code reader}, oldest first.
     *
     * @throws StoreException if they cannot be read
     */
    void replay(Consumer<RunEvent> reader);

    /** Lets go of the store. Calling it again does nothing. */
    @Override
    void close();
}
