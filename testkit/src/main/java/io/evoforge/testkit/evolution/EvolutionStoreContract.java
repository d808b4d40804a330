package io.evoforge.testkit.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link EvolutionStore} promises, so that they can be exchanged by configuration. */
public abstract class EvolutionStoreContract {
    /** Opens the store of one place, the same at every call of one test; empty at first. */
    protected abstract EvolutionStore open();

    @Test
    void a_new_store_has_no_events() {
        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEmpty();
        }
    }

    @Test
    void events_of_every_kind_come_back_equal_and_in_order_after_the_store_was_closed() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events.subList(0, 3));
            store.append(events.subList(3, events.size()));
        }

        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEqualTo(events);
        }
    }

    @Test
    void every_kind_of_event_is_among_the_samples() {
        Set<Class<?>> kinds = new HashSet<>();
        RunEvents.ofEveryKind().forEach(event -> kinds.add(event.getClass()));

        assertThat(kinds).containsExactlyInAnyOrder(RunEvent.class.getPermittedSubclasses());
    }

    @Test
    void events_are_read_in_the_same_session_that_added_them() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);

            assertThat(eventsOf(store)).isEqualTo(events);
            assertThat(eventsOf(store)).isEqualTo(events);
        }
    }

    @Test
    void adding_nothing_changes_nothing() {
        try (EvolutionStore store = open()) {
            store.append(List.of());

            assertThat(eventsOf(store)).isEmpty();
        }
    }

    @Test
    void a_second_holder_is_refused_and_the_first_is_unharmed() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(this::open)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE));

            store.append(events);
            assertThat(eventsOf(store)).isEqualTo(events);
        }
    }

    @Test
    void closing_twice_is_harmless_and_a_closed_store_refuses_to_work() {
        EvolutionStore store = open();
        store.close();
        store.close();

        assertThatIllegalStateException().isThrownBy(() -> store.append(RunEvents.ofEveryKind()));
        assertThatIllegalStateException().isThrownBy(() -> eventsOf(store));
    }

    @Test
    void two_threads_may_add_at_once() {
        try (EvolutionStore store = open()) {
            CompletableFuture<Void> odd = CompletableFuture.runAsync(() -> addPublications(store, 1));
            CompletableFuture<Void> even = CompletableFuture.runAsync(() -> addPublications(store, 2));
            odd.join();
            even.join();

            assertThat(eventsOf(store).stream()
                            .map(event -> ((RunEvent.Published) event).version().number()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    private static void addPublications(EvolutionStore store, int first) {
        for (int number = first; number <= 40; number += 2) {
            store.append(List.of(
                    new RunEvent.Published(new EvolutionVersion(number), new CommitId("a".repeat(40)), Instant.EPOCH)));
        }
    }

    /** All events of {@code store}. */
    protected static List<RunEvent> eventsOf(EvolutionStore store) {
        List<RunEvent> events = new ArrayList<>();
        store.replay(events::add);
        return events;
    }
}
