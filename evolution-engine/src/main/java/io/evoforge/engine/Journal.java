package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Keeps events, then lets the state know: the same way live as when a run is taken up again. */
final class Journal {
    private final EvolutionStore store;
    private final RunState state;
    private final Pauses pauses;
    private final StopSignal stop;
    private final EngineListener listener;
    private final Clock clock;

    Journal(
            EvolutionStore store,
            RunState state,
            Pauses pauses,
            StopSignal stop,
            EngineListener listener,
            Clock clock) {
        this.store = store;
        this.state = state;
        this.pauses = pauses;
        this.stop = stop;
        this.listener = listener;
        this.clock = clock;
    }

    void replay() {
        store.replay(state::apply);
    }

    void keep(RunEvent event) {
        keep(List.of(event));
    }

    /**
     * Keeps {@code events} all or none; the state is unchanged if that fails. A full disk is waited out until the run is
     * stopped, because what they hold may have cost money.
     */
    void keep(List<RunEvent> events) {
        int failures = 0;
        while (true) {
            try {
                store.append(events);
                events.forEach(state::apply);
                return;
            } catch (StoreException e) {
                if (!e.isRetryable() || stop.isGiven()) {
                    throw e;
                }
                Duration pause = pauses.after(++failures);
                listener.waiting(String.valueOf(e.getMessage()), clock.instant().plus(pause));
                await(pause, e);
            }
        }
    }

    private void await(Duration pause, StoreException reason) {
        try {
            stop.await(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
