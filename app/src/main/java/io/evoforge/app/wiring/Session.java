package io.evoforge.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.report.RunHistory;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.vcs.EvolutionPublisher;

/**
 * The wired application for one configuration. What is asked for is made then and not before, so that a verb that only
 * measures opens no store.
 */
public final class Session implements AutoCloseable {
    private final Injector injector;

    /** Wires the application; opens nothing yet. */
    public Session(AppConfig config) {
        this.injector = Guice.createInjector(new AppModule(config), Wiring.of(config));
    }

    /** What measures candidates. */
    public CodecEvaluator evaluator() {
        return get(CodecEvaluator.class);
    }

    /** What commits and pushes. */
    public EvolutionPublisher publisher() {
        return get(EvolutionPublisher.class);
    }

    /** The history that versions are committed to. */
    public VersionControl versionControl() {
        return get(VersionControl.class);
    }

    /** The run in the state directory, as it is stored now. */
    public RunHistory history() {
        return RunHistory.of(get(EvolutionStore.class));
    }

    /** The engine of the run in the state directory. */
    public EvolutionEngine engine(EngineListener listener) {
        return get(EngineFactory.class).create(listener);
    }

    /** What an adapter throws when it is made is what the caller sees, not the container's wrapping of it. */
    private <T> T get(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        get(Resources.class).close();
    }
}
