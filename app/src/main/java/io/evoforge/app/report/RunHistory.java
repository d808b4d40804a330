package io.evoforge.app.report;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run as a person asks about it, folded from its events. Used by one thread. */
public final class RunHistory {
    private final List<Evolution> adopted = new ArrayList<>();
    private final Map<EvolutionVersion, CommitId> commits = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.PublicationDelayed> delays = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.Withdrawn> withdrawals = new HashMap<>();
    private final Map<EvolutionVersion, ReviewReply> reviews = new HashMap<>();
    private final Map<Long, Decision> decisions = new TreeMap<>();
    private RunEvent.@Nullable Started started;
    private long calls;
    private long microdollars;

    private RunHistory() {}

    /** A run of which nothing is known yet. */
    public static RunHistory empty() {
        return new RunHistory();
    }

    /** Reads all events of {@code store}. */
    public static RunHistory of(EvolutionStore store) {
        RunHistory history = new RunHistory();
        store.replay(history::apply);
        return history;
    }

    /** Learns of the next event. */
    public void apply(RunEvent event) {
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Replied e) {
            calls++;
            microdollars += e.reply().usage().microdollars();
        } else if (event instanceof RunEvent.Decided e) {
            decisions.put(e.candidate(), e.decision());
        } else if (event instanceof RunEvent.Adopted e) {
            adopted.add(e.evolution());
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
            reviews.put(e.version(), e.reply());
            microdollars += e.reply().usage().microdollars();
        } else if (event instanceof RunEvent.ReviewFailed e) {
            microdollars += e.spent().microdollars();
        } else if (event instanceof RunEvent.Overtaken e) {
            // The repository gives these numbers to other versions.
            adopted.removeIf(one -> e.overtaken().contains(one.version()));
            e.overtaken().forEach(delays::remove);
        }
    }

    /** How the run began; empty if it has not. */
    public Optional<RunEvent.Started> started() {
        return Optional.ofNullable(started);
    }

    /** Adopted versions, oldest first. */
    public List<Evolution> adopted() {
        return List.copyOf(adopted);
    }

    /** How well candidates were held when the latest version was measured; empty if there is none. */
    public Optional<ContainmentLevel> containment() {
        return adopted.isEmpty()
                ? Optional.empty()
                : Optional.of(adopted.get(adopted.size() - 1)
                        .evidence()
                        .heldOut()
                        .evaluator()
                        .level());
    }

    /** The version with this number; empty if the run has none. */
    public Optional<Evolution> version(EvolutionVersion version) {
        return adopted.stream().filter(one -> one.version().equals(version)).findFirst();
    }

    /** Where a version was published; empty if it is not yet. */
    public Optional<CommitId> commit(EvolutionVersion version) {
        return Optional.ofNullable(commits.get(version));
    }

    /** Adopted versions that are not published, oldest first. */
    public List<Evolution> pending() {
        return adopted.stream()
                .filter(one -> !commits.containsKey(one.version()) && !withdrawals.containsKey(one.version()))
                .toList();
    }

    /** Why a version does not count any more; empty if it does. */
    public Optional<RunEvent.Withdrawn> withdrawal(EvolutionVersion version) {
        return Optional.ofNullable(withdrawals.get(version));
    }

    /** Why a version's last publication did not succeed; empty if it was not tried, or did. */
    public Optional<RunEvent.PublicationDelayed> delay(EvolutionVersion version) {
        return Optional.ofNullable(delays.get(version));
    }

    /** What a reviewer said of a version; empty if none did. Its texts are untrusted. */
    public Optional<ReviewReply> review(EvolutionVersion version) {
        return Optional.ofNullable(reviews.get(version));
    }

    /** What became of each candidate, by number. */
    public Map<Long, Decision> decisions() {
        return Map.copyOf(decisions);
    }

    /** How many answers of a proposer there are. */
    public long calls() {
        return calls;
    }

    /** What they and the reviews cost, in millionths of a US dollar. */
    public long microdollars() {
        return microdollars;
    }
}
