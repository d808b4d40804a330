package io.evoforge.dashboard.port;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import java.util.function.Consumer;

/** Where the events of a run are read from while it goes on. One thread reads. */
@FunctionalInterface
public interface EventFeed {
    /**
     * Hands the events after the first {@code seen} ones to {@code reader}, oldest first, as many as are there now.
     *
     * @param seen at least 0
     * @throws StoreException if there is no run yet, or it cannot be read; it is asked again later
     */
    void readAfter(long seen, Consumer<RunEvent> reader);
}
