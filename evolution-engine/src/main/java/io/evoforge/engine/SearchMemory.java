package io.evoforge.engine;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.search.Bandit;
import io.evoforge.engine.search.Individual;
import io.evoforge.engine.search.Population;
import org.jspecify.annotations.Nullable;

/** What the search learned: from which sources to go on, and whom to ask for which form of change. */
final class SearchMemory {
    private final Population population;
    private final Fitness fitness;
    private final Bandit bandit = new Bandit();
    private boolean restarting;

    SearchMemory(Population population, AdoptionGate gate) {
        this.population = population;
        this.fitness = new Fitness(gate);
    }

    /** Learns of a plan. {@code before} is the one it replaces, or null. */
    void planned(RunEvent.Planned plan, RunEvent.@Nullable Planned before) {
        if (before != null) {
            bandit.withdrawn(arm(before));
        }
        bandit.planned(arm(plan));
    }

    private static Bandit.Arm arm(RunEvent.Planned planned) {
        return new Bandit.Arm(planned.proposer(), planned.approach());
    }

    /** Learns of a measurement on the training sequences: the first one is what others are scored against. */
    void measured(Evaluation training) {
        fitness.anchorIfFirst(training);
    }

    /** Learns what was decided about {@code candidate}. */
    void decided(CandidateState candidate, Decision decision) {
        bandit.decided(arm(candidate.planned()), reward(decision), candidate.microdollars());
    }

    /** What a decision is worth when it comes to whom to ask next. */
    private static double reward(Decision decision) {
        if (decision.verdict() == Decision.Verdict.ADOPT) {
            return 1;
        }
        return decision.training() == null ? 0 : 0.1; // at least a codec that works
    }

    /** Takes in the source of a candidate that was decided, as one to go on from. */
    void take(CandidateState candidate, SourceCode source, EvaluationOutcome.Measured training) {
        fitness.score(training.evaluation())
                .ifPresent(score -> population.measured(new Individual(
                        candidate.number(),
                        source,
                        training.evaluation(),
                        training.diagnostics(),
                        score,
                        candidate.summary())));
    }

    /** Learns which version is current, and what came out for it on the training sequences. */
    void adopted(Evolution champion, EvaluationOutcome.Measured training) {
        measured(training.evaluation());
        population.adopted(individual(champion, training));
    }

    /** Learns that the versions after the current one do not stand: the search begins again from there. */
    void withdrawn() {
        restarting = true;
    }

    /** Begins again after {@link #withdrawn}, once it is known what came out for the version that stands. */
    void restart(Evolution champion, EvaluationOutcome.Measured training) {
        if (restarting) {
            population.withdrawn(individual(champion, training));
            restarting = false;
        }
    }

    private Individual individual(Evolution evolution, EvaluationOutcome.Measured training) {
        return new Individual(
                evolution.evidence().candidate(),
                evolution.source(),
                training.evaluation(),
                training.diagnostics(),
                fitness.score(training.evaluation()).orElse(0),
                evolution.summary());
    }

    Bandit bandit() {
        return bandit;
    }

    Population population() {
        return population;
    }
}
