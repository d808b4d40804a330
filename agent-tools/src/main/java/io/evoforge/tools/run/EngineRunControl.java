package io.evoforge.tools.run;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.EngineException;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunLimits;
import io.evoforge.engine.RunReport;
import io.evoforge.engine.StopMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads a run with an {@link EvolutionEngine} of this process, in a thread of its own.
 *
 * <p>Safe for use by several threads. {@link #close} stops the run in order.
 */
public final class EngineRunControl implements RunControl, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRunControl.class);

    private final EngineMaker engines;
    private final Supplier<EvolutionStore> store;
    private final LongFunction<RunLimits> limitsAfter;
    private final RunView view;
    private final EngineListener listener;
    private final Duration patience;
    private final Object lock = new Object();

    private @Nullable EvolutionEngine engine;
    private @Nullable Thread leader;
    private RunActivity activity = RunActivity.IDLE;
    private @Nullable String note;
    private @Nullable RunLimits limits;

    /** Makes an engine over the store of this run. */
    @FunctionalInterface
    public interface EngineMaker {
        /**
         * An engine.
         *
         * @param only who proposes, in place of the configured proposers; empty for these
         * @param listener is told what happens
         */
        EvolutionEngine make(Optional<CandidateProposer> only, EngineListener listener);
    }

    /**
     * Control over the run in {@code store}.
     *
     * @param engines makes an engine for each start
     * @param store the run's store; asked for when something is to be written
     * @param limitsAfter when a start ends by itself, given how many candidates were decided before it
     * @param view what is known of the run
     * @param listener is told what happens in each start
     * @param patience how long {@link #close} waits for what is under way
     */
    public EngineRunControl(
            EngineMaker engines,
            Supplier<EvolutionStore> store,
            LongFunction<RunLimits> limitsAfter,
            RunView view,
            EngineListener listener,
            Duration patience) {
        this.engines = engines;
        this.store = store;
        this.limitsAfter = limitsAfter;
        this.view = view;
        this.listener = listener;
        this.patience = patience;
    }

    @Override
    public RunActivity activity() {
        synchronized (lock) {
            return activity;
        }
    }

    @Override
    public Optional<String> note() {
        synchronized (lock) {
            return Optional.ofNullable(note);
        }
    }

    @Override
    public Optional<RunLimits> limits() {
        synchronized (lock) {
            return Optional.ofNullable(limits);
        }
    }

    @Override
    public boolean resume() {
        synchronized (lock) {
            if (activity != RunActivity.IDLE) {
                return false;
            }
            EvolutionEngine made = engines.make(Optional.empty(), listener);
            RunLimits until = limitsAfter.apply(view.refresh().decided());
            begin(made, until);
            Thread thread = new Thread(() -> lead(made, until), "evoforge-run");
            leader = thread;
            thread.setDaemon(true);
            thread.start();
            return true;
        }
    }

    private void begin(EvolutionEngine made, @Nullable RunLimits until) {
        engine = made;
        limits = until;
        note = null;
        activity = RunActivity.RUNNING;
    }

    private void lead(EvolutionEngine made, RunLimits until) {
        String ending;
        try {
            ending = told(made.run(until));
        } catch (RuntimeException e) {
            LOG.warn("the run ended with a failure", e);
            ending = "The run ended: " + e.getMessage();
        }
        end(ending);
    }

    private void end(@Nullable String ending) {
        synchronized (lock) {
            engine = null;
            leader = null;
            note = ending;
            activity = RunActivity.IDLE;
            lock.notifyAll();
        }
    }

    private static String told(RunReport report) {
        return switch (report.end()) {
            case CANDIDATES -> "The run came to its number of candidates.";
            case CALLS -> "The run came to its limit of calls.";
            case MONEY -> "The budget of the run is used up.";
            case TIME -> "The time of the run is over.";
            case PROPOSER_EXHAUSTED -> "The proposer has no more to say.";
            case STOPPED -> "The run is paused.";
        };
    }

    /** Waits until no run works here. */
    public void awaitIdle() throws InterruptedException {
        synchronized (lock) {
            while (activity != RunActivity.IDLE) {
                lock.wait();
            }
        }
    }

    @Override
    public boolean pause() {
        synchronized (lock) {
            if (engine == null) {
                return false;
            }
            activity = RunActivity.STOPPING;
            engine.stop(StopMode.FINISH);
            return true;
        }
    }

    @Override
    public long propose(SourceCode source, String summary) {
        AgentProposer proposer = new AgentProposer(source, summary);
        synchronized (lock) {
            if (activity != RunActivity.IDLE) {
                throw new EngineException(
                        EngineException.Reason.RUNNING,
                        "The run works, and takes candidates from its own proposer only. Pause it, wait until it is"
                                + " idle, then propose again.");
            }
            begin(engines.make(Optional.of(proposer), listener), null);
        }
        try {
            return throughTheGate(proposer);
        } finally {
            end(null);
        }
    }

    /** Candidates that a killed run left behind are answered already, and are decided first. */
    private long throughTheGate(AgentProposer proposer) {
        while (proposer.candidate() == 0) {
            EvolutionEngine current;
            synchronized (lock) {
                current = Objects.requireNonNull(engine);
            }
            long decided = view.refresh().decided();
            RunReport report = current.run(RunLimits.ofCandidates(decided + 1));
            if (report.end() == RunReport.End.STOPPED || view.refresh().decided() == decided) {
                break;
            }
        }
        if (proposer.candidate() == 0) {
            throw new EngineException(
                    EngineException.Reason.INTERRUPTED,
                    "The run was stopped before the candidate was taken. Propose it again.");
        }
        return proposer.candidate();
    }

    @Override
    public void keep(List<RunEvent> published) {
        synchronized (lock) {
            if (activity == RunActivity.IDLE) {
                store.get().append(published);
            }
        }
    }

    /** Stops a run under way: waits for what is worth waiting for, then drops the rest, which the next start repeats. */
    @Override
    public void close() {
        stop(StopMode.FINISH, patience);
        stop(StopMode.ABANDON, patience);
    }

    private void stop(StopMode mode, Duration wait) {
        Thread thread;
        synchronized (lock) {
            thread = leader;
            if (engine == null) {
                return;
            }
            activity = RunActivity.STOPPING;
            engine.stop(mode);
        }
        if (thread == null) {
            return;
        }
        try {
            thread.join(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
