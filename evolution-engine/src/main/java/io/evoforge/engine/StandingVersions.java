package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.SourceCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The current version and those before it that a withdrawal may lead back to: to the last one that was published. */
final class StandingVersions {
    private final Deque<Evolution> versions = new ArrayDeque<>();

    void adopted(Evolution evolution) {
        versions.addLast(evolution);
    }

    /** Learns that {@code version} is published; returns those that nobody has to go back to any more. */
    List<Evolution> published(EvolutionVersion version) {
        List<Evolution> settled = new ArrayList<>();
        if (versions.stream().anyMatch(one -> one.version().equals(version))) {
            while (!versions.getFirst().version().equals(version)) {
                settled.add(versions.removeFirst());
            }
        }
        return settled;
    }

    /** Takes away what {@code event} names, and returns it, oldest first. */
    List<Evolution> withdrawn(RunEvent.Withdrawn event) {
        List<Evolution> gone =
                versions.stream().filter(one -> event.concerns(one.version())).toList();
        versions.removeAll(gone);
        if (gone.isEmpty() || versions.isEmpty() || !newest().version().equals(event.champion())) {
            throw new IllegalStateException("an event withdraws " + event.version() + " and leaves " + event.champion()
                    + " as the current version, which does not follow from the events before it");
        }
        return gone;
    }

    /** Takes away {@code overtaken}, and returns what it took, oldest first. */
    List<Evolution> overtaken(List<EvolutionVersion> overtaken) {
        List<Evolution> gone = versions.stream()
                .filter(one -> overtaken.contains(one.version()))
                .toList();
        versions.removeAll(gone);
        return gone;
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    Evolution newest() {
        return versions.getLast();
    }

    /** The newest version before {@code version}. */
    Optional<Evolution> before(EvolutionVersion version) {
        Evolution found = null;
        for (Evolution one : versions) {
            if (one.version().equals(version)) {
                return Optional.ofNullable(found);
            }
            found = one;
        }
        return Optional.empty();
    }

    boolean has(SourceCode source) {
        return versions.stream().anyMatch(one -> one.source().equals(source));
    }
}
