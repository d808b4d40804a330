package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import java.util.List;

/** Keeps events, then lets the state know: the same way live as when a run is taken up again. */
final class Journal {
    private final EvolutionStore store;
    private final RunState state;

    Journal(EvolutionStore store, RunState state) {
        this.store = store;
        this.state = state;
    }

    void replay() {
        store.replay(state::apply);
    }

    /** Keeps {@code events} all or none; the state is unchanged if that fails. */
    void keep(List<RunEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        store.append(events);
        events.forEach(state::apply);
    }
}
