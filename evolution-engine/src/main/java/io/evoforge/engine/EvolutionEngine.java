package io.evoforge.engine;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.review.ReviewSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Evolves a codec: proposes, evaluates, judges, adopts and publishes, until a limit is reached.
 *
 * <p>Everything that cost money or time is stored before anything follows from it, so a run that was killed goes on where
 * it was: no stored answer is asked for again, no stored evaluation repeated, no adoption lost or published twice. The
 * same seed, settings and answers give the same prompts and decisions, whatever the number of workers.
 *
 * <p>{@link #run} works in the calling thread; the other methods may be called from any thread meanwhile. The store stays
 * open; closing it is the caller's.
 */
public final class EvolutionEngine {
    private final EngineSettings settings;
    private final List<CandidateProposer> proposers;
    private final CodecEvaluator evaluator;
    private final EvolutionStore store;
    private final Publications publications;
    private final AdoptionGate gate;
    private final Clock clock;
    private final EngineListener listener;
    private final @Nullable ReviewSettings review;
    private final AtomicBoolean running = new AtomicBoolean();
    private final StopSignal stop = new StopSignal();
    private volatile @Nullable Mailbox mailbox;

    private EvolutionEngine(Builder parts) {
        this.settings = parts.settings;
        this.proposers = parts.proposers;
        this.evaluator = parts.evaluator;
        this.store = parts.store;
        this.publications = parts.publications;
        this.gate = parts.gate;
        this.clock = parts.clock;
        this.listener = parts.listener;
        this.review = parts.review;
    }

    /**
     * Begins an engine over what every run needs. Until told otherwise it judges by {@link GateSettings#DEFAULT}, tells
     * nobody what happens, and lets no one review.
     *
     * @param proposers at least one, each with a name of its own
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static Builder builder(
            EngineSettings settings,
            List<CandidateProposer> proposers,
            CodecEvaluator evaluator,
            EvolutionStore store,
            Publications publications) {
        return new Builder(settings, proposers, evaluator, store, publications);
    }

    /** What an engine consists of. Not safe for use by several threads. */
    public static final class Builder {
        private final EngineSettings settings;
        private final List<CandidateProposer> proposers;
        private final CodecEvaluator evaluator;
        private final EvolutionStore store;
        private final Publications publications;
        private AdoptionGate gate = new AdoptionGate(GateSettings.DEFAULT);
        private Clock clock = Clock.systemUTC();
        private EngineListener listener = EngineListener.NONE;
        private @Nullable ReviewSettings review;

        private Builder(
                EngineSettings settings,
                List<CandidateProposer> proposers,
                CodecEvaluator evaluator,
                EvolutionStore store,
                Publications publications) {
            this.settings = settings;
            this.proposers = List.copyOf(proposers);
            this.evaluator = evaluator;
            this.store = store;
            this.publications = publications;
            long names =
                    proposers.stream().map(CandidateProposer::name).distinct().count();
            if (proposers.isEmpty() || names < proposers.size()) {
                throw new IllegalArgumentException(
                        "a run needs at least 1 proposer, each with a name of its own, but got "
                                + proposers.stream()
                                        .map(CandidateProposer::name)
                                        .toList());
            }
        }

        /** Judges candidates by {@code value}. */
        public Builder gate(AdoptionGate value) {
            gate = value;
            return this;
        }

        /** Takes all dates of the run from {@code value}. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** Tells {@code value} what happens. */
        public Builder listener(EngineListener value) {
            listener = value;
            return this;
        }

        /** Has versions reviewed before they are published; null if nobody does. */
        public Builder review(@Nullable ReviewSettings value) {
            review = value;
            return this;
        }

        /** The engine; nothing is done before {@link EvolutionEngine#run}. */
        public EvolutionEngine build() {
            return new EvolutionEngine(this);
        }
    }

    /**
     * Begins the run, or goes on with it, until a limit is reached, the proposer has no more to say, or {@link #stop} is
     * called. Interrupting the calling thread stops it as {@link StopMode#ABANDON} does.
     *
     * @throws EngineException if the source it begins with is refused, or this engine runs already
     * @throws ProposerException if the proposer refused us, or failed too often. What was under way was finished and
     *     stored
     * @throws EvaluatorException if the evaluator failed too often; as above
     * @throws StoreException if an event could not be kept. A full disk is waited out instead
     */
    public RunReport run(RunLimits limits) {
        return lead(limits, Conductor::run);
    }

    /** Publishes what is due, without evolving further; waits as the end of a run does. */
    public RunReport publishPending() {
        return lead(RunLimits.ofCandidates(0), Conductor::publishOnly);
    }

    /**
     * What so many candidates would cost at most, with a prompt about the source the run begins with. Asks nobody and
     * stores nothing.
     *
     * @param candidates at least 0
     */
    public CostEstimate estimate(long candidates) {
        return CostEstimate.of(settings, proposers, candidates);
    }

    /** Asks the run to end. A second call may turn {@link StopMode#FINISH} into {@link StopMode#ABANDON}. */
    public void stop(StopMode mode) {
        stop.give(mode);
        Mailbox current = mailbox;
        if (current != null) {
            current.post(() -> {}); // wakes the leading thread up
        }
    }

    private interface Part {
        RunReport play(Conductor conductor) throws InterruptedException;
    }

    private RunReport lead(RunLimits limits, Part part) {
        if (!running.compareAndSet(false, true)) {
            throw new EngineException(
                    EngineException.Reason.RUNNING,
                    "This engine runs already. Stop that run first, or wait for its end.");
        }
        Mailbox letters = new Mailbox();
        mailbox = letters;
        try (Conductor conductor = new Conductor(
                settings,
                limits,
                proposers,
                evaluator,
                store,
                publications,
                gate,
                clock,
                listener,
                review,
                letters,
                stop)) {
            return part.play(conductor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                    EngineException.Reason.INTERRUPTED,
                    "The run was interrupted. Everything stored is safe; run it again to go on.");
        } finally {
            mailbox = null;
            stop.clear();
            running.set(false);
        }
    }
}
