package io.evoforge.tools;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.evaluation.Evaluations;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.versioncontrol.InMemoryRemote;
import io.evoforge.testkit.versioncontrol.InMemoryVersionControl;
import io.evoforge.tools.run.EngineRunControl;
import io.evoforge.tools.run.RunJournal;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.files.EvolutionPaths;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run in memory with everything the tools work on: a store, a remote, an evaluator that reads its results in the source. */
public final class Bench implements AutoCloseable {
    /** The branch everything goes to. */
    public static final BranchName MAIN = new BranchName("main");

    private static final PublisherSettings SETTINGS = PublisherSettings.DEFAULT
            .withStrategy(CommitStrategy.PUSH)
            .withPaths(EvolutionPaths.DEFAULT.withSource(new RepositoryPath("src/EvolvedCodec.java")))
            .withWebUrl(URI.create("https://github.com/user/AiV1"));

    private final MutableClock clock = new MutableClock(Instant.parse("2025-10-17T08:00:00Z"));
    private final InMemoryRemote remote = new InMemoryRemote();
    private final MarkedSourceEvaluator evaluator = new MarkedSourceEvaluator();
    private final EvolutionStore store = new InMemoryEvolutionStore.Disk().open();
    private final RunView view = new RunView(RunJournal.of(store));
    private final EvolutionPublisher publisher;
    private final EngineRunControl control;
    private final ToolContext context;
    private Optional<String> objection = Optional.empty();

    /** A bench on which no run was begun. */
    public Bench() {
        publisher = new EvolutionPublisher(new InMemoryVersionControl(remote, clock), SETTINGS, clock);
        control = new EngineRunControl(
                this::engine,
                () -> store,
                decided -> RunLimits.ofCandidates(decided + 2),
                view,
                EngineListener.NONE,
                Duration.ofSeconds(30));
        context = new ToolContext(
                view,
                control,
                () -> publisher,
                () -> new Delivery(publisher, DeliverySettings.of(DeliveryPolicy.DIRECT), null, clock),
                SETTINGS,
                () -> evaluator,
                new AdoptionGate(GateSettings.DEFAULT),
                null,
                evolution -> objection,
                clock);
    }

    private EvolutionEngine engine(Optional<CandidateProposer> only, EngineListener listener) {
        EngineSettings settings = EngineSettings.of("run-1", 7, RunOrigin.seed(codec(1, "// the seed")));
        return EvolutionEngine.builder(
                        settings,
                        List.of(only.orElseGet(() -> new StubProposer())),
                        evaluator,
                        store,
                        new PublisherPublications(publisher))
                .clock(clock)
                .listener(listener)
                .build();
    }

    /** A source that takes {@code bits} times the seed's bits. */
    public static SourceCode codec(double bits, String more) {
        return new SourceCode("final class EvolvedCodec { String marks = \"bits=" + bits + "\"; } " + more + "\n");
    }

    /** As if a run had adopted these, published the first {@code published} of them, and was killed then. */
    public Bench adopted(int published, Evolution... evolutions) {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.Started("run-1", 42, "recorded replies", Evaluations.IDENTITY, clock.instant()));
        for (Evolution evolution : evolutions) {
            events.add(new RunEvent.Adopted(evolution, evolution.adoptedAt()));
        }
        store.append(events);
        for (int i = 0; i < published; i++) {
            Evolution evolution = evolutions[i];
            publisher
                    .publish(evolution)
                    .commitId()
                    .ifPresent(commit -> store.append(
                            List.of(new RunEvent.Published(evolution.version(), commit, clock.instant()))));
        }
        return this;
    }

    /** Tools that may do everything. */
    public AgentTools tools() {
        return tools(ToolRight.ALL);
    }

    /** Tools that may do this. */
    public AgentTools tools(Set<ToolRight> rights) {
        return new AgentTools(context, rights);
    }

    /** Forbids to publish anything from now on. */
    public void forbidPublishing(String reason) {
        objection = Optional.of(reason);
    }

    /** The clock of everything here. */
    public MutableClock clock() {
        return clock;
    }

    /** The remote repository. */
    public InMemoryRemote remote() {
        return remote;
    }

    /** What measures. */
    public MarkedSourceEvaluator evaluator() {
        return evaluator;
    }

    /** What leads the run. */
    public EngineRunControl control() {
        return control;
    }

    @Override
    public void close() {
        control.close();
        store.close();
    }
}
