package io.evoforge.engine;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.engine.prompt.Approach;
import io.evoforge.engine.prompt.Knowledge;
import io.evoforge.engine.prompt.PromptWriter;
import io.evoforge.engine.search.Bandit;
import io.evoforge.engine.search.Individual;
import io.evoforge.engine.search.SearchStrategy;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Settles what is asked for a candidate. Rests on decided candidates only, and draws chance from the run's seed and the
 * candidate's number, so that neither the speed of a worker nor a restart changes a plan.
 */
final class Planner {
    private final RunState state;
    private final SearchStrategy strategy;
    private final int inFlight;
    private final PromptWriter prompts;
    private final Proposers proposers;
    private final List<Approach> approaches;
    private final int mostInspirations;
    private final long lastCandidate;
    private final Clock clock;

    Planner(RunState state, EngineSettings settings, Proposers proposers, long lastCandidate, Clock clock) {
        this.state = state;
        this.strategy = settings.strategy();
        this.inFlight = settings.concurrency().inFlight();
        this.prompts = new PromptWriter(settings.prompt());
        this.proposers = proposers;
        this.approaches = settings.prompt().approaches();
        this.mostInspirations = settings.prompt().inspirations();
        this.lastCandidate = lastCandidate;
        this.clock = clock;
    }

    /** Candidates under way; an earlier start of the run may have planned more than this one is to have. */
    List<CandidateState> active() {
        return state.open().stream()
                .filter(candidate -> candidate.number() <= lastCandidate)
                .toList();
    }

    /** The first candidate of the generation of {@code candidate}. */
    long firstOfGeneration(long candidate) {
        return (candidate - 1) / strategy.generationSize() * strategy.generationSize() + 1;
    }

    /** The last candidate of the generation of {@code candidate}, if the run does not end before. */
    long lastOfGeneration(long candidate) {
        return Math.min(lastCandidate, firstOfGeneration(candidate) + strategy.generationSize() - 1);
    }

    /** Whether everything is decided that the next plan has to know. */
    boolean mayPlanNext() {
        long next = state.lastPlanned() + 1;
        long restsOn = strategy.generationSize() == 1 ? next - inFlight : firstOfGeneration(next) - 1;
        return next <= lastCandidate && state.decided() >= restsOn;
    }

    RunEvent.Planned next() {
        return plan(state.lastPlanned() + 1);
    }

    /** Whether {@code planned} has a prompt that is longer than prompts may be now. */
    boolean isTooLong(RunEvent.Planned planned) {
        return planned.prompt().length() > prompts.characters();
    }

    RunEvent.Planned plan(long candidate) {
        SplittableRandom random = new SplittableRandom(seedOf(candidate));
        Individual parent = state.population().parent(candidate, random);
        List<Individual> inspirations = state.population().inspirations(candidate, parent, mostInspirations);
        Bandit.Arm arm = state.bandit().choose(arms());
        Approach approach = Approach.of(arm.approach());
        String prompt = prompts.proposal(
                new Knowledge(candidate, lastCandidate, parent, inspirations, state.lessons(), approach));
        return new RunEvent.Planned(
                candidate, parent.source(), arm.proposer(), arm.approach(), prompt, clock.instant());
    }

    private List<Bandit.Arm> arms() {
        return proposers.names().stream()
                .flatMap(name -> approaches.stream().map(approach -> new Bandit.Arm(name, approach.word())))
                .toList();
    }

    /** What is asked in the next turn of {@code candidate}. */
    ProposalRequest request(long call, CandidateState candidate) {
        int attempt = candidate.answered();
        String prompt = attempt == 0
                ? candidate.planned().prompt()
                : prompts.repair(
                        candidate.planned().prompt(),
                        Objects.requireNonNull(candidate.reply(0)).text(),
                        Objects.requireNonNull(candidate.fault(0)),
                        candidate.approach());
        return new ProposalRequest(
                call,
                candidate.number(),
                attempt,
                seedOf(candidate.number()),
                candidate.planned().parent(),
                prompt);
    }

    /** All chance of one candidate: two numbers that are near give seeds that are not. */
    private long seedOf(long candidate) {
        long seed = Objects.requireNonNull(state.started()).seed();
        return new SplittableRandom(seed ^ (candidate * 0x9E37_79B9_7F4A_7C15L)).nextLong();
    }
}
