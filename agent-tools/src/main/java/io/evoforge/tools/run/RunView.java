package io.evoforge.tools.run;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.history.AdoptedVersions;
import io.evoforge.engine.history.Spending;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as agents ask about it, folded from its journal. {@link #refresh} reads only what is new, so that it can be asked
 * every second.
 *
 * <p>Safe for use by several threads.
 */
public final class RunView {
    private final RunJournal journal;
    private final AdoptedVersions versions = new AdoptedVersions();
    private final Spending spending = new Spending();
    private final Map<Long, CandidateView> candidates = new HashMap<>();
    private RunEvent.@Nullable Started started;
    private @Nullable Instant lastEventAt;
    private long position;
    private long decided;
    private long improvements;

    /** A view of {@code journal} that has read nothing yet. */
    public RunView(RunJournal journal) {
        this.journal = journal;
    }

    /**
     * Reads what happened since the last call.
     *
     * @return this
     * @throws io.evoforge.core.evolution.StoreException if the journal cannot be read
     */
    public synchronized RunView refresh() {
        position = journal.readFrom(position, this::apply);
        return this;
    }

    private void apply(RunEvent event) {
        lastEventAt = event.at();
        versions.apply(event);
        spending.apply(event);
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Planned e) {
            candidates.put(e.candidate(), CandidateView.asked(e.candidate()));
        } else if (event instanceof RunEvent.Evaluated e && e.group() == SequenceGroup.HELD_OUT) {
            candidates.computeIfPresent(e.candidate(), (number, before) -> before.beforeHeldOut());
        } else if (event instanceof RunEvent.Decided e) {
            decided++;
            candidates.computeIfPresent(e.candidate(), (number, before) -> before.with(e.decision()));
        } else if (event instanceof RunEvent.Adopted e) {
            adopted(e.evolution());
        }
    }

    private void adopted(Evolution evolution) {
        if (!evolution.isSeed()) {
            improvements++;
        }
        candidates.computeIfPresent(
                evolution.evidence().candidate(), (number, before) -> before.with(evolution.version()));
    }

    /** How the run began; empty if it has not. */
    public synchronized Optional<RunEvent.Started> started() {
        return Optional.ofNullable(started);
    }

    /** Adopted versions, oldest first. */
    public synchronized List<Evolution> adopted() {
        return versions.all();
    }

    /** The version that is current; empty if there is none yet. */
    public synchronized Optional<Evolution> champion() {
        return versions.champion();
    }

    /** The version with this number; empty if the run has none. */
    public synchronized Optional<Evolution> version(EvolutionVersion version) {
        return versions.find(version);
    }

    /** Where a version was published; empty if it is not yet. */
    public synchronized Optional<CommitId> commit(EvolutionVersion version) {
        return versions.commit(version);
    }

    /** Adopted versions without a confirmed commit, oldest first. */
    public synchronized List<Evolution> pending() {
        return versions.pending();
    }

    /** Why a version's last publication did not succeed; empty if it was not tried, or did. */
    public synchronized Optional<RunEvent.PublicationDelayed> delay(EvolutionVersion version) {
        return versions.delay(version);
    }

    /** The candidate with this number; empty if it was not planned yet. */
    public synchronized Optional<CandidateView> candidate(long number) {
        return Optional.ofNullable(candidates.get(number));
    }

    /** How many candidates' fate was decided. */
    public synchronized long decided() {
        return decided;
    }

    /** How many candidates were adopted, without the one the run began with. */
    public synchronized long improvements() {
        return improvements;
    }

    /** How many answers of a proposer there are. */
    public synchronized long calls() {
        return spending.calls();
    }

    /** What they and the reviews cost, in millionths of a US dollar. */
    public synchronized long microdollars() {
        return spending.total().microdollars();
    }

    /** When something last happened; empty if nothing did. */
    public synchronized Optional<Instant> lastEventAt() {
        return Optional.ofNullable(lastEventAt);
    }
}
