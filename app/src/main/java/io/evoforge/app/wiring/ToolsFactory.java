package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.engine.EngineListener;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.ToolContext;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.run.EngineRunControl;
import io.evoforge.tools.run.RunControl;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.hosting.RequestLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Makes the tools of the run in the state directory. What only looks locks nothing. */
final class ToolsFactory {
    /** How long the end of the program waits for what is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final AppConfig config;
    private final PublisherSettings publishing;
    private final EngineFactory engines;
    private final Provider<CodecEvaluator> evaluator;
    private final Provider<EvolutionStore> store;
    private final Provider<EvolutionPublisher> publisher;
    private final Provider<Delivery> delivery;
    private final Provider<Optional<PullRequests>> pullRequests;
    private final Provider<Optional<RequestLimits>> limits;
    private final AdoptionGate gate;
    private final Resources resources;
    private final Clock clock;

    @Inject
    ToolsFactory(
            AppConfig config,
            PublisherSettings publishing,
            EngineFactory engines,
            Provider<CodecEvaluator> evaluator,
            Provider<EvolutionStore> store,
            Provider<EvolutionPublisher> publisher,
            Provider<Delivery> delivery,
            Provider<Optional<PullRequests>> pullRequests,
            Provider<Optional<RequestLimits>> limits,
            AdoptionGate gate,
            Resources resources,
            Clock clock) {
        this.config = config;
        this.publishing = publishing;
        this.engines = engines;
        this.evaluator = evaluator;
        this.store = store;
        this.publisher = publisher;
        this.delivery = delivery;
        this.pullRequests = pullRequests;
        this.limits = limits;
        this.gate = gate;
        this.resources = resources;
        this.clock = clock;
    }

    /** What the journal tells, read again at each look. */
    RunView view() {
        return new RunView((position, reader) -> {
            long[] read = {position};
            SqliteEvolutionStore.read(config.stateDirectory(), position, event -> {
                reader.accept(event);
                read[0]++;
            });
            return read[0];
        });
    }

    /** Starts and stops the run. It is closed before all that an engine of its needs. */
    EngineRunControl control(RunView view, EngineListener listener) {
        AtomicReference<EngineRunControl> unregistered = new AtomicReference<>();
        EngineRunControl control = new EngineRunControl(
                (only, heard) -> {
                    var engine = engines.create(only, heard);
                    EngineRunControl first = unregistered.getAndSet(null);
                    if (first != null) {
                        resources.add(first); // after what the engine opened, so that it is closed before that
                    }
                    return engine;
                },
                store::get,
                decided -> config.budget().limits(decided, config.run().generations()),
                view,
                listener,
                PATIENCE);
        unregistered.set(control);
        return control;
    }

    /** Tools that may do what {@code rights} say. */
    AgentTools tools(RunView view, RunControl control, Set<ToolRight> rights) {
        PushPolicy policy = PushPolicy.of(config);
        return new AgentTools(
                new ToolContext(
                        view,
                        control,
                        publisher::get,
                        delivery::get,
                        publishing,
                        evaluator::get,
                        gate,
                        pullRequests.get().orElse(null),
                        limits.get().orElse(null),
                        policy::objection,
                        clock),
                rights);
    }

    /** The same on a view and a control of their own. */
    AgentTools tools(Set<ToolRight> rights) {
        RunView view = view();
        return tools(view, control(view, new EngineListener() {}), rights);
    }
}
