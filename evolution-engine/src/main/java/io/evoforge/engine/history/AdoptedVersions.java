package io.evoforge.engine.history;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions of a run and what became of each: published, waiting, or withdrawn.
 *
 * <p>Used by one thread, or under a lock of its owner. What it returns does not change any more.
 */
public final class AdoptedVersions {
    private final NavigableMap<EvolutionVersion, Evolution> adopted = new TreeMap<>();
    private final Map<EvolutionVersion, CommitId> commits = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.PublicationDelayed> delays = new HashMap<>();
    private final Map<EvolutionVersion, RunEvent.Withdrawn> withdrawals = new HashMap<>();

    /** Learns of the next event of the run; those about anything else change nothing. */
    public void apply(RunEvent event) {
        if (event instanceof RunEvent.Adopted e) {
            adopted.put(e.evolution().version(), e.evolution());
        } else if (event instanceof RunEvent.Published e) {
            commits.put(e.version(), e.commit());
            delays.remove(e.version());
        } else if (event instanceof RunEvent.PublicationDelayed e) {
            delays.put(e.version(), e);
        } else if (event instanceof RunEvent.Withdrawn e) {
            adopted.keySet().stream().filter(e::concerns).forEach(version -> {
                withdrawals.put(version, e);
                delays.remove(version);
            });
        } else if (event instanceof RunEvent.Overtaken e) {
            // The repository gives these numbers to other versions.
            e.overtaken().forEach(version -> {
                adopted.remove(version);
                delays.remove(version);
            });
        }
    }

    /** Every version, oldest first. */
    public List<Evolution> all() {
        return List.copyOf(adopted.values());
    }

    /** Those that were not withdrawn, oldest first. */
    public List<Evolution> standing() {
        return adopted.values().stream()
                .filter(one -> !withdrawals.containsKey(one.version()))
                .toList();
    }

    /** The version that is current; empty if there is none yet. */
    public Optional<Evolution> champion() {
        return adopted.descendingMap().values().stream()
                .filter(one -> !withdrawals.containsKey(one.version()))
                .findFirst();
    }

    /** The version with this number; empty if the run has none. */
    public Optional<Evolution> find(EvolutionVersion version) {
        return Optional.ofNullable(adopted.get(version));
    }

    /** Those that are neither published nor withdrawn, oldest first. */
    public List<Evolution> pending() {
        return standing().stream()
                .filter(one -> !commits.containsKey(one.version()))
                .toList();
    }

    /** Where a version was published; empty if it is not yet. */
    public Optional<CommitId> commit(EvolutionVersion version) {
        return Optional.ofNullable(commits.get(version));
    }

    /** How many versions are known to be published. */
    public int published() {
        return commits.size();
    }

    /** Why a version does not count any more; empty if it does. */
    public Optional<RunEvent.Withdrawn> withdrawal(EvolutionVersion version) {
        return Optional.ofNullable(withdrawals.get(version));
    }

    /** Why a version's last publication did not succeed; empty if it was not tried, or did. */
    public Optional<RunEvent.PublicationDelayed> delay(EvolutionVersion version) {
        return Optional.ofNullable(delays.get(version));
    }
}
