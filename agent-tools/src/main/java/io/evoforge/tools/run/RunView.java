package io.evoforge.tools.run;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as people ask about it, folded from its journal. {@link #refresh} reads only what is new, so that a page can ask
 * every second.
 *
 * <p>Safe for use by several threads.
 */
public final class RunView {
    private final RunJournal journal;
    private final List<Evolution> adopted = new ArrayList<>();
    private final Map<EvolutionVersion, CommitId> commits = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.PublicationDelayed> delays = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.Withdrawn> withdrawals = new HashMap<>();
    private final NavigableMap<Long, CandidateView> candidates = new TreeMap<>();
    private RunEvent.@Nullable Started started;
    private @Nullable Instant lastEventAt;
    private long position;
    private long decided;
    private long improvements;
    private long calls;
    private long microdollars;

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
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Planned e) {
            candidates.put(e.candidate(), planned(e));
        } else if (event instanceof RunEvent.Replied e) {
            calls++;
            microdollars += e.reply().usage().microdollars();
            candidates.computeIfPresent(e.candidate(), (number, before) -> replied(before, e));
        } else if (event instanceof RunEvent.Unusable e) {
            candidates.computeIfPresent(e.candidate(), (number, before) -> unusable(before, e));
        } else if (event instanceof RunEvent.Evaluated e) {
            candidates.computeIfPresent(e.candidate(), (number, before) -> evaluated(before, e));
        } else if (event instanceof RunEvent.Decided e) {
            decided++;
            candidates.computeIfPresent(e.candidate(), (number, before) -> decided(before, e));
        } else if (event instanceof RunEvent.Adopted e) {
            adopt(e);
        } else if (event instanceof RunEvent.Published e) {
            commits.put(e.version(), e.commit());
            delays.remove(e.version());
        } else if (event instanceof RunEvent.PublicationDelayed e) {
            delays.put(e.version(), e);
        } else if (event instanceof RunEvent.Withdrawn e) {
            adopted.stream().map(Evolution::version).filter(e::concerns).forEach(version -> {
                withdrawals.put(version, e);
                delays.remove(version);
            });
        } else if (event instanceof RunEvent.Reviewed e) {
            microdollars += e.reply().usage().microdollars();
        } else if (event instanceof RunEvent.ReviewFailed e) {
            microdollars += e.spent().microdollars();
        } else if (event instanceof RunEvent.Overtaken e) {
            // The repository gives these numbers to other versions.
            adopted.removeIf(one -> e.overtaken().contains(one.version()));
            e.overtaken().forEach(delays::remove);
        }
    }

    private void adopt(RunEvent.Adopted event) {
        Evolution evolution = event.evolution();
        adopted.add(evolution);
        if (!evolution.isSeed()) {
            improvements++;
        }
        candidates.computeIfPresent(evolution.evidence().candidate(), (number, before) -> adopted(before, event));
    }

    private static CandidateView planned(RunEvent.Planned e) {
        return new CandidateView(
                e.candidate(),
                e.proposer(),
                e.approach(),
                e.parent(),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                e.at());
    }

    private static CandidateView replied(CandidateView c, RunEvent.Replied e) {
        return new CandidateView(
                c.number(),
                c.proposer(),
                c.approach(),
                c.parent(),
                e.reply().text(),
                c.faults(),
                c.source(),
                c.training(),
                c.heldOut(),
                c.decision(),
                c.adoptedAs(),
                c.summary(),
                c.microdollars() + e.reply().usage().microdollars(),
                e.at());
    }

    private static CandidateView unusable(CandidateView c, RunEvent.Unusable e) {
        List<String> faults = new ArrayList<>(c.faults());
        faults.add(e.reason());
        return new CandidateView(
                c.number(),
                c.proposer(),
                c.approach(),
                c.parent(),
                c.reply(),
                faults,
                c.source(),
                c.training(),
                c.heldOut(),
                c.decision(),
                c.adoptedAs(),
                c.summary(),
                c.microdollars(),
                e.at());
    }

    private static CandidateView evaluated(CandidateView c, RunEvent.Evaluated e) {
        boolean training = e.group() == SequenceGroup.TRAINING;
        return new CandidateView(
                c.number(),
                c.proposer(),
                c.approach(),
                c.parent(),
                c.reply(),
                c.faults(),
                e.source(),
                training ? e.outcome() : c.training(),
                training ? c.heldOut() : e.outcome(),
                c.decision(),
                c.adoptedAs(),
                c.summary(),
                c.microdollars(),
                e.at());
    }

    private static CandidateView decided(CandidateView c, RunEvent.Decided e) {
        return withFate(c, e.decision(), c.adoptedAs(), c.summary(), e.at());
    }

    private static CandidateView adopted(CandidateView c, RunEvent.Adopted e) {
        return withFate(c, c.decision(), e.evolution().version(), e.evolution().summary(), e.at());
    }

    private static CandidateView withFate(
            CandidateView c,
            @Nullable Decision decision,
            @Nullable EvolutionVersion version,
            @Nullable String summary,
            Instant at) {
        return new CandidateView(
                c.number(),
                c.proposer(),
                c.approach(),
                c.parent(),
                c.reply(),
                c.faults(),
                c.source(),
                c.training(),
                c.heldOut(),
                decision,
                version,
                summary,
                c.microdollars(),
                at);
    }

    /** How the run began; empty if it has not. */
    public synchronized Optional<RunEvent.Started> started() {
        return Optional.ofNullable(started);
    }

    /** Adopted versions, oldest first. */
    public synchronized List<Evolution> adopted() {
        return List.copyOf(adopted);
    }

    /** The version that is current; empty if there is none yet. */
    public synchronized Optional<Evolution> champion() {
        return adopted.stream()
                .filter(one -> !withdrawals.containsKey(one.version()))
                .reduce((before, after) -> after);
    }

    /** The version with this number; empty if the run has none. */
    public synchronized Optional<Evolution> version(EvolutionVersion version) {
        return adopted.stream().filter(one -> one.version().equals(version)).findFirst();
    }

    /** Where a version was published; empty if it is not yet. */
    public synchronized Optional<CommitId> commit(EvolutionVersion version) {
        return Optional.ofNullable(commits.get(version));
    }

    /** Adopted versions without a confirmed commit, oldest first. */
    public synchronized List<Evolution> pending() {
        return adopted.stream()
                .filter(one -> !commits.containsKey(one.version()) && !withdrawals.containsKey(one.version()))
                .toList();
    }

    /** Why a version does not count any more; empty if it does. */
    public synchronized Optional<RunEvent.Withdrawn> withdrawal(EvolutionVersion version) {
        return Optional.ofNullable(withdrawals.get(version));
    }

    /** Why a version's last publication did not succeed; empty if it was not tried, or did. */
    public synchronized Optional<RunEvent.PublicationDelayed> delay(EvolutionVersion version) {
        return Optional.ofNullable(delays.get(version));
    }

    /** The candidate with this number; empty if it was not planned yet. */
    public synchronized Optional<CandidateView> candidate(long number) {
        return Optional.ofNullable(candidates.get(number));
    }

    /**
     * The newest candidates below {@code before}, newest first.
     *
     * @param before a candidate's number, or {@link Long#MAX_VALUE} for the newest of all
     * @param limit how many at most
     */
    public synchronized List<CandidateView> candidatesBefore(long before, int limit) {
        List<CandidateView> found = new ArrayList<>();
        for (CandidateView candidate :
                candidates.headMap(before, false).descendingMap().values()) {
            if (found.size() >= limit) {
                break;
            }
            found.add(candidate);
        }
        return Collections.unmodifiableList(found);
    }

    /** How many candidates were planned. */
    public synchronized int candidates() {
        return candidates.size();
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
        return calls;
    }

    /** What they and the reviews cost, in millionths of a US dollar. */
    public synchronized long microdollars() {
        return microdollars;
    }

    /** When something last happened; empty if nothing did. */
    public synchronized Optional<Instant> lastEventAt() {
        return Optional.ofNullable(lastEventAt);
    }

    /** How many events were read. */
    public synchronized long position() {
        return position;
    }
}
