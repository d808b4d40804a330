package io.evoforge.app.report;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.history.AdoptedVersions;
import io.evoforge.engine.history.Spending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run as a person asks about it, folded from its events. Used by one thread. */
public final class RunHistory {
    private final AdoptedVersions versions = new AdoptedVersions();
    private final Spending spending = new Spending();
    private final Map<EvolutionVersion, ReviewReply> reviews = new HashMap<>();
    private final Map<Long, Decision> decisions = new TreeMap<>();
    private RunEvent.@Nullable Started started;
    private boolean hasOrigin;

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
        versions.apply(event);
        spending.apply(event);
        if (event instanceof RunEvent.Started e) {
            started = e;
        } else if (event instanceof RunEvent.Adopted) {
            hasOrigin = true;
        } else if (event instanceof RunEvent.Decided e) {
            decisions.put(e.candidate(), e.decision());
        } else if (event instanceof RunEvent.Reviewed e) {
            reviews.put(e.version(), e.reply());
        }
    }

    /** How the run began; empty if it has not. */
    public Optional<RunEvent.Started> started() {
        return Optional.ofNullable(started);
    }

    /** Whether what the run begins with was adopted: until then it may begin with something else. */
    public boolean hasOrigin() {
        return hasOrigin;
    }

    /** Adopted versions, oldest first. */
    public List<Evolution> adopted() {
        return versions.all();
    }

    /** The version that is current; empty if there is none yet. */
    public Optional<Evolution> champion() {
        return versions.champion();
    }

    /** How well candidates were held when the latest version was measured; empty if there is none. */
    public Optional<ContainmentLevel> containment() {
        return versions.all().stream()
                .reduce((before, after) -> after)
                .map(newest -> newest.evidence().heldOut().evaluator().level());
    }

    /** The version with this number; empty if the run has none. */
    public Optional<Evolution> version(EvolutionVersion version) {
        return versions.find(version);
    }

    /** Where a version was published; empty if it is not yet. */
    public Optional<CommitId> commit(EvolutionVersion version) {
        return versions.commit(version);
    }

    /** Adopted versions that are not published, oldest first. */
    public List<Evolution> pending() {
        return versions.pending();
    }

    /** Why a version does not count any more; empty if it does. */
    public Optional<RunEvent.Withdrawn> withdrawal(EvolutionVersion version) {
        return versions.withdrawal(version);
    }

    /** Why a version's last publication did not succeed; empty if it was not tried, or did. */
    public Optional<RunEvent.PublicationDelayed> delay(EvolutionVersion version) {
        return versions.delay(version);
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
        return spending.calls();
    }

    /** What they and the reviews cost, in millionths of a US dollar. */
    public long microdollars() {
        return spending.total().microdollars();
    }
}
