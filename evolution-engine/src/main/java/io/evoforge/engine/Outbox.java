package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.vcs.ForeignVersion;
import io.evoforge.vcs.message.ModelText;
import io.evoforge.vcs.message.RecordedEvolution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings adopted versions to the remote, one after the other, beside the evolution. A version that cannot be published is
 * tried again after growing pauses, and the ones behind it wait: the history keeps its order.
 */
final class Outbox {
    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    /** How old what a store knows of the next look at a waiting publication may become. */
    private static final Duration NEWS_AFTER = Duration.ofMinutes(5);

    private static final int LONGEST_REASON = 500;
    private static final String LOOK = "look";

    private final RunState state;
    private final Publications publications;
    private final Reviews reviews;
    private final Lane lane;
    private final Journal journal;
    private final EngineListener listener;
    private final Clock clock;
    private final RetrySchedule<EvolutionVersion> retries;
    private final RetrySchedule<String> looks;
    private boolean blocked;
    private @Nullable Instant nextTry;

    Outbox(
            RunState state,
            Publications publications,
            Reviews reviews,
            Lane lane,
            Journal journal,
            EngineListener listener,
            Clock clock,
            Pauses pauses) {
        this.state = state;
        this.publications = publications;
        this.reviews = reviews;
        this.lane = lane;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        this.retries = new RetrySchedule<>(pauses);
        this.looks = new RetrySchedule<>(pauses);
    }

    /** Starts what is due. */
    void advance() {
        reviews.advance();
        turnDown();
        retries.retain(version -> state.unpublished().stream()
                .anyMatch(evolution -> evolution.version().equals(version)));
        Evolution next = state.unpublished().peek();
        if (next == null) {
            look();
            return;
        }
        if (!lane.isFree() || !retries.isDue(next.version())) {
            return;
        }
        Reviews.Standing standing = reviews.standing(next);
        if (standing instanceof Reviews.Standing.Held held) {
            held(next.version(), held.reason());
        } else if (standing instanceof Reviews.Standing.Free) {
            publish(next);
        }
    }

    /** A version that its reviewer turned down is not waited for, also while others are before it. */
    void turnDown() {
        for (Evolution evolution : List.copyOf(state.unpublished())) {
            if (reviews.standing(evolution) instanceof Reviews.Standing.TurnedDown down) {
                if (reviews.isNew(evolution.version())) {
                    withdrawn(evolution.version(), down.reason());
                } else {
                    takeBack(evolution, down.reason());
                }
                return; // what was developed from it is gone as well
            }
        }
    }

    /** An earlier start, in which objections were advice, may have begun to publish it. */
    private void takeBack(Evolution evolution, String reason) {
        EvolutionVersion version = evolution.version();
        if (lane.isFree() && retries.isDue(version)) {
            lane.start(
                    () -> publications.withdraw(evolution, reason),
                    result -> takenBack(version, result, reason),
                    failure -> {
                        LOG.log(System.Logger.Level.ERROR, "taking " + version + " back failed unexpectedly", failure);
                        takenBack(version, new Publication.Delayed("the publisher failed: " + failure), reason);
                    });
        }
    }

    /** A repository out of reach does not hold up the run where nothing says that it has anything of the version. */
    private void takenBack(EvolutionVersion version, Publication result, String reason) {
        RunEvent.PublicationDelayed last = state.delayed();
        boolean begun = last != null && last.version().equals(version);
        if (result instanceof Publication.Delayed && !begun) {
            withdrawn(version, reason);
        } else {
            done(version, result);
        }
    }

    private void publish(Evolution next) {
        ReviewReply review = state.reviews().of(next.version()).orElse(null);
        lane.start(() -> publications.publish(next, review), result -> done(next.version(), result), failure -> {
            LOG.log(System.Logger.Level.ERROR, "publishing " + next.version() + " failed unexpectedly", failure);
            done(next.version(), new Publication.Delayed("the publisher failed: " + failure));
        });
    }

    /** Asks now and then whether the repository went on without us. */
    private void look() {
        Evolution champion = state.champion();
        Optional<Duration> pause = publications.lookEvery();
        if (champion == null || state.foreign() != null || pause.isEmpty() || !lane.isFree() || !looks.isDue(LOOK)) {
            return;
        }
        looks.postponed(LOOK, pause.get());
        lane.start(
                () -> publications.newer(champion),
                found -> found.filter(any -> champion.equals(state.champion())).ifPresent(this::overtaken),
                failure -> LOG.log(System.Logger.Level.WARNING, "looking for versions by others failed", failure));
    }

    private void overtaken(ForeignVersion foreign) {
        RecordedEvolution recorded = foreign.recorded();
        RunEvent.Overtaken event = new RunEvent.Overtaken(
                state.unpublished().stream().map(Evolution::version).toList(),
                recorded.version(),
                foreign.highest(),
                foreign.source(),
                recorded.id(),
                recorded.commit(),
                ModelText.line(foreign.author(), LONGEST_REASON),
                clock.instant());
        journal.keep(event);
        event.overtaken().forEach(this::settled);
        listener.overtaken(event.version(), event.author(), event.overtaken());
    }

    private void done(EvolutionVersion version, Publication result) {
        if (result instanceof Publication.Confirmed confirmed) {
            confirmed(version, confirmed.commit());
        } else if (result instanceof Publication.Delayed late) {
            delayed(version, late.reason(), false);
        } else if (result instanceof Publication.Blocked stuck) {
            delayed(version, stuck.reason(), true);
        } else if (result instanceof Publication.Waiting waiting) {
            waiting(version, waiting);
        } else if (result instanceof Publication.Withdrawn withdrawn) {
            withdrawn(version, ModelText.line(withdrawn.reason(), LONGEST_REASON));
        } else if (result instanceof Publication.Overtaken overtaken) {
            overtaken(overtaken.by());
        }
    }

    private void withdrawn(EvolutionVersion version, String reason) {
        Optional<Evolution> champion = state.standingBefore(version);
        if (champion.isEmpty()) {
            delayed(
                    version,
                    "what the run begins with was turned down: " + reason
                            + ". Begin another run from a source that stands, or have this one accepted",
                    true);
            return;
        }
        RunEvent.Withdrawn event = new RunEvent.Withdrawn(
                version,
                state.unpublished().stream()
                        .map(Evolution::version)
                        .filter(one -> one.compareTo(version) > 0)
                        .toList(),
                champion.get().version(),
                reason,
                clock.instant());
        journal.keep(event);
        settled(version);
        listener.withdrawn(version, event.descendants(), event.champion(), reason);
    }

    /** Kept only when there is news: a person may take days. */
    private void held(EvolutionVersion version, String reason) {
        RunEvent.PublicationDelayed last = state.delayed();
        if (last != null && last.version().equals(version) && last.reason().equals(reason) && last.nextTry() == null) {
            retries.failedForLong(version);
            blocked = true;
        } else {
            delayed(version, reason, true);
        }
    }

    /** Somebody else's work takes its time: that may be asked often, and is kept only when there is news. */
    private void waiting(EvolutionVersion version, Publication.Waiting waiting) {
        retries.postponed(version, waiting.askAgainAfter());
        blocked = false;
        Instant again = clock.instant().plus(waiting.askAgainAfter());
        nextTry = again;
        RunEvent.PublicationDelayed last = state.delayed();
        boolean news = last == null
                || !last.version().equals(version)
                || !last.reason().equals(waiting.reason())
                || last.nextTry() == null
                || Duration.between(last.at(), clock.instant()).compareTo(NEWS_AFTER) >= 0;
        if (news) {
            journal.keep(new RunEvent.PublicationDelayed(version, waiting.reason(), again, clock.instant()));
            listener.publicationDelayed(version, waiting.reason(), again);
        }
    }

    private void confirmed(EvolutionVersion version, CommitId commit) {
        journal.keep(new RunEvent.Published(version, commit, clock.instant()));
        settled(version);
        listener.published(version, commit);
    }

    private void settled(EvolutionVersion version) {
        retries.succeeded(version);
        blocked = false;
        nextTry = null;
    }

    private void delayed(EvolutionVersion version, String reason, boolean needsPerson) {
        // A person may act at any time and need not restart us; asking again seldom is enough.
        Duration pause = needsPerson ? retries.failedForLong(version) : retries.failed(version);
        blocked = needsPerson;
        Instant again = clock.instant().plus(pause);
        nextTry = again;
        journal.keep(new RunEvent.PublicationDelayed(version, reason, needsPerson ? null : again, clock.instant()));
        listener.publicationDelayed(version, reason, needsPerson ? null : again);
    }

    boolean isEmpty() {
        return state.unpublished().isEmpty() && lane.isIdle();
    }

    /** Whether waiting helps nobody: nothing is under way, and only a person can go on. */
    boolean isBlocked() {
        return blocked && lane.isIdle();
    }

    /** Whether a review is under way, which is paid for and has to be waited for. */
    boolean isBeingReviewed() {
        return reviews.isBusy();
    }

    /** Whether new candidates wait for a review. */
    boolean holdsUpPlanning() {
        return reviews.holdsUpPlanning();
    }

    Duration untilNext(Duration longest) {
        Duration wait = reviews.untilNext(longest);
        return state.unpublished().isEmpty() || !lane.isFree() ? wait : retries.untilNext(wait);
    }

    List<PendingPublication> pending() {
        List<PendingPublication> pending = new ArrayList<>();
        RunEvent.PublicationDelayed delayed = state.delayed();
        for (Evolution evolution : state.unpublished()) {
            pending.add(
                    delayed != null && delayed.version().equals(evolution.version())
                            ? new PendingPublication(evolution.version(), delayed.reason(), blocked ? null : nextTry)
                            : new PendingPublication(evolution.version(), null, null));
        }
        return pending;
    }
}
