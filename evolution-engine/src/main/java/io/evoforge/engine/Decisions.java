package io.evoforge.engine;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.source.SourceCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about candidates, strictly in the order of their numbers and generation by generation, whatever the order in
 * which answers and measurements came.
 */
final class Decisions {
    private final RunState state;
    private final Planner planner;
    private final Calls calls;
    private final Evaluations evaluations;
    private final Adoptions adoptions;
    private final AdoptionGate gate;
    private final Journal journal;
    private final EngineListener listener;
    private final Clock clock;

    Decisions(
            RunState state,
            Planner planner,
            Calls calls,
            Evaluations evaluations,
            Adoptions adoptions,
            AdoptionGate gate,
            Journal journal,
            EngineListener listener,
            Clock clock) {
        this.state = state;
        this.planner = planner;
        this.calls = calls;
        this.evaluations = evaluations;
        this.adoptions = adoptions;
        this.gate = gate;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
    }

    /** Decides about the next generation over {@code champion} if that is possible; whether anything changed. */
    boolean advance(Evolution champion) {
        List<CandidateState> generation = settledGeneration();
        if (generation.isEmpty()) {
            return false;
        }
        GenerationJudge.Judgement judgement = new GenerationJudge(gate, state, champion).judge(generation);
        if (judgement instanceof GenerationJudge.Judgement.HeldOutNeeded needed) {
            return evaluations.needHeldOut(needed.candidate());
        }
        evaluations.needHeldOut(null);
        keep(((GenerationJudge.Judgement.Settled) judgement).decisions(), champion);
        return true;
    }

    /** The next generation, if everything about it is known; a run that ends decides about what there is of it. */
    private List<CandidateState> settledGeneration() {
        long first = state.decided() + 1;
        List<CandidateState> settled = new ArrayList<>();
        for (long number = first; number <= planner.lastOfGeneration(first); number++) {
            CandidateState candidate = state.openCandidate(number);
            if (candidate == null || (calls.isUnanswered(number) && candidate.answered() == 0)) {
                return calls.isExhausted() ? settled : List.of(); // nobody will answer for the others
            }
            if (!isSettled(candidate)) {
                return List.of();
            }
            settled.add(candidate);
        }
        return settled;
    }

    private boolean isSettled(CandidateState candidate) {
        if (state.objection(candidate).isPresent()) {
            return candidate.answered() > 0 && !calls.isUnderWay(candidate);
        }
        SourceCode source = candidate.source();
        if (source != null) {
            return state.isDuplicate(candidate) || state.outcome(source, SequenceGroup.TRAINING) != null;
        }
        int answered = candidate.answered();
        boolean faultKept = answered > 0 && candidate.fault(answered - 1) != null;
        return faultKept && (answered == CandidateState.ATTEMPTS || !calls.mayBeRepaired(candidate));
    }

    /** Decisions and the adoption that follows from them are kept together or not at all. */
    private void keep(List<GenerationJudge.Decided> decisions, Evolution champion) {
        List<RunEvent> events = new ArrayList<>();
        List<Evolution> adopted = new ArrayList<>();
        for (GenerationJudge.Decided decided : decisions) {
            events.add(new RunEvent.Decided(decided.candidate().number(), decided.decision(), clock.instant()));
            if (decided.decision().verdict() == Decision.Verdict.ADOPT) {
                Evolution evolution = adoptions.evolution(decided.candidate(), decided.decision(), champion);
                events.add(new RunEvent.Adopted(evolution, evolution.adoptedAt()));
                adopted.add(evolution);
            }
        }
        journal.keep(events);
        decisions.forEach(decided -> listener.candidateDecided(
                decided.candidate().number(), decided.candidate().summary(), decided.decision()));
        adopted.forEach(listener::adopted);
    }
}
