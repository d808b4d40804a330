package io.evoforge.tools.run;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import java.util.function.Consumer;

/**
 * The events of a run, to be read again and again while it goes on.
 *
 * <p>Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface RunJournal {
    /**
     * Hands every event behind the first {@code position} ones to {@code reader}, oldest first.
     *
     * @param position how many events to leave out, at least 0
     * @return the position behind the last event that was handed over
     * @throws StoreException if they cannot be read
     */
    long readFrom(long position, Consumer<RunEvent> reader);

    /** The events of an open store. */
    static RunJournal of(EvolutionStore store) {
        return (position, reader) -> {
            long[] seen = {0};
            store.replay(event -> {
                if (seen[0]++ >= position) {
                    reader.accept(event);
                }
            });
            return Math.max(position, seen[0]);
        };
    }

    /** The journal of a run that was never begun. */
    static RunJournal empty() {
        return (position, reader) -> position;
    }
}
