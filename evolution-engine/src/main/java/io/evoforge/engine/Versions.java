package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.SourceCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The adopted versions: which one is current, which the remote does not have, and what it has instead. */
final class Versions {
    private final StandingVersions standing = new StandingVersions();
    private final Deque<Evolution> unpublished = new ArrayDeque<>();
    private @Nullable EvolutionVersion highest;
    private long adoptedCandidates;
    private RunEvent.@Nullable PublicationDelayed delayed;
    private RunEvent.@Nullable Overtaken foreign;
    private @Nullable Evolution contender;

    void adopted(Evolution evolution) {
        if (foreign != null) {
            foreign = null; // it is what was adopted
            contender = null;
        }
        standing.adopted(evolution);
        unpublished.add(evolution);
        if (highest == null || evolution.version().compareTo(highest) > 0) {
            highest = evolution.version();
        }
        adoptedCandidates += isCandidate(evolution) ? 1 : 0;
    }

    /** Learns that {@code version} is published; returns those that nobody has to go back to any more. */
    List<Evolution> published(EvolutionVersion version) {
        unpublished.removeIf(evolution -> evolution.version().equals(version));
        delayed = null;
        return standing.published(version);
    }

    void delayed(RunEvent.PublicationDelayed event) {
        delayed = event;
    }

    /** Takes away what {@code event} names, and returns it, oldest first. */
    List<Evolution> withdrawn(RunEvent.Withdrawn event) {
        List<Evolution> gone = standing.withdrawn(event);
        unpublished.removeAll(gone);
        delayed = delayed == null || event.concerns(delayed.version()) ? null : delayed;
        return gone;
    }

    /** Takes away what {@code event} names, and returns it, oldest first. */
    List<Evolution> overtaken(RunEvent.Overtaken event) {
        List<Evolution> gone = standing.overtaken(event.overtaken());
        unpublished.removeAll(gone);
        delayed = null;
        adoptedCandidates -= gone.stream().filter(Versions::isCandidate).count();
        foreign = event;
        highest = event.highest();
        contender = gone.isEmpty() ? null : gone.get(gone.size() - 1);
        return gone;
    }

    private static boolean isCandidate(Evolution evolution) {
        return evolution.evidence().candidate() > 0;
    }

    /** Whether what is known of {@code source} is needed by a version. */
    boolean need(SourceCode source) {
        return standing.has(source) || (contender != null && contender.source().equals(source));
    }

    @Nullable
    Evolution champion() {
        return standing.isEmpty() ? null : standing.newest();
    }

    Optional<Evolution> standingBefore(EvolutionVersion version) {
        return standing.before(version);
    }

    /** Oldest first. */
    Deque<Evolution> unpublished() {
        return unpublished;
    }

    /** How many of those that were not overtaken come from candidates, withdrawn ones included. */
    long adoptedCandidates() {
        return adoptedCandidates;
    }

    RunEvent.@Nullable PublicationDelayed delayed() {
        return delayed;
    }

    RunEvent.@Nullable Overtaken foreign() {
        return foreign;
    }

    @Nullable
    Evolution contender() {
        return contender;
    }

    /** No number is given twice, also not that of a withdrawn version. */
    EvolutionVersion next() {
        return Objects.requireNonNull(highest, "the first version has the number of its origin")
                .next();
    }
}
