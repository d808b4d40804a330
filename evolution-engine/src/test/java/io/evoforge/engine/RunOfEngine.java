package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.review.ReviewSettings;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run with everything in memory; each {@link #start} is a new process as far as the engine can tell. */
final class RunOfEngine {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final InMemoryEvolutionStore.Disk disk = new InMemoryEvolutionStore.Disk();
    final MarkedSourceEvaluator marks = new MarkedSourceEvaluator();
    final RecordingListener heard = new RecordingListener();
    final List<EvolutionVersion> remote = new CopyOnWriteArrayList<>();
    CodecEvaluator evaluator = marks;
    Publications publications = this::toRemote;

    @Nullable
    ReviewSettings review;

    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    List<CandidateProposer> proposers = List.of();
    EngineSettings settings = EngineSettings.of("test-run", 42, RunOrigin.seed(Replies.SEED))
            .withPatience(new Patience(
                    new Pauses(Duration.ofMillis(1), Duration.ofMillis(2)),
                    new Pauses(Duration.ofMillis(1), Duration.ofMillis(2)),
                    3,
                    Duration.ofSeconds(20)));

    RunOfEngine(CandidateProposer... proposers) {
        this.proposers = List.of(proposers);
    }

    private Publication toRemote(Evolution evolution) {
        remote.add(evolution.version());
        return new Publication.Confirmed(commitOf(evolution.version()));
    }

    static CommitId commitOf(EvolutionVersion version) {
        return new CommitId(String.format("%040x", version.number()));
    }

    RunReport start(long candidates) {
        return start(RunLimits.ofCandidates(candidates));
    }

    RunReport start(RunLimits limits) {
        try (InMemoryEvolutionStore store = disk.open()) {
            return engine(store).run(limits);
        }
    }

    EvolutionEngine engine(InMemoryEvolutionStore store) {
        return EvolutionEngine.builder(settings, proposers, evaluator, store, publications)
                .clock(clock)
                .listener(heard)
                .review(review)
                .build();
    }

    <T extends RunEvent> Stream<T> events(Class<T> kind) {
        return disk.events().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Verdict and reason of every candidate, in the order in which they were decided. */
    List<String> decisions() {
        return events(RunEvent.Decided.class)
                .map(event -> event.candidate() + " " + event.decision().verdict() + " "
                        + event.decision().reason())
                .toList();
    }

    List<Decision.Verdict> verdicts() {
        return events(RunEvent.Decided.class)
                .map(event -> event.decision().verdict())
                .toList();
    }

    List<String> prompts() {
        return events(RunEvent.Planned.class).map(RunEvent.Planned::prompt).toList();
    }
}
