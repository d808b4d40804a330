package io.evoforge.engine;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.source.SourceCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes sources that were measured the versions of the run: a candidate's, the first one, and what others committed. */
final class Adoptions {
    private final RunState state;
    private final AdoptionGate gate;
    private final Journal journal;
    private final EngineListener listener;
    private final Clock clock;

    Adoptions(RunState state, AdoptionGate gate, Journal journal, EngineListener listener, Clock clock) {
        this.state = state;
        this.gate = gate;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
    }

    /** The next version: a candidate that was measured as better than {@code champion}. Not kept yet. */
    Evolution evolution(CandidateState candidate, Decision decision, Evolution champion) {
        return evolution(
                state.nextVersion(),
                Objects.requireNonNull(candidate.source()),
                candidate.summary(),
                decision,
                candidate.number(),
                candidate.planned().proposer(),
                champion.version());
    }

    /** Begins with {@code origin}, which was measured. */
    void adoptOrigin(RunOrigin origin) {
        String summary = origin.commit() == null ? "Seed codec" : "Champion of the repository";
        Decision decision = new Decision(Decision.Verdict.ADOPT, summary, null, null);
        Evolution evolution = evolution(origin.version(), origin.source(), summary, decision, 0, "seed", null);
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.Adopted(evolution, evolution.adoptedAt()));
        if (origin.commit() != null) {
            events.add(new RunEvent.Published(origin.version(), origin.commit(), clock.instant()));
        }
        journal.keep(events);
        listener.adopted(evolution);
    }

    /**
     * Goes on from what the repository holds, which was measured; and from our own version that it overtook, if that is
     * better still.
     */
    void adoptForeign(RunEvent.Overtaken foreign) {
        String summary = "Version by " + foreign.author();
        Decision taken = new Decision(Decision.Verdict.ADOPT, summary, null, null);
        Evolution there = evolution(foreign.version(), foreign.source(), summary, taken, 0, foreign.author(), null)
                .withId(foreign.evolution());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.Adopted(there, there.adoptedAt()));
        events.add(new RunEvent.Published(foreign.version(), foreign.commit(), clock.instant()));
        Evolution again = stillBetter(state.contender(), there, foreign.highest());
        if (again != null) {
            events.add(new RunEvent.Adopted(again, again.adoptedAt()));
        }
        journal.keep(events);
        listener.adopted(there);
        if (again != null) {
            listener.adopted(again);
        }
    }

    private @Nullable Evolution stillBetter(
            @Nullable Evolution contender, Evolution champion, EvolutionVersion highest) {
        if (contender == null || contender.isSeed()) {
            return null;
        }
        Decision decision = new GenerationJudge(gate, state, champion).again(contender.source());
        return decision.verdict() != Decision.Verdict.ADOPT
                ? null
                : evolution(
                        highest.next(),
                        contender.source(),
                        contender.summary(),
                        decision,
                        contender.evidence().candidate(),
                        contender.evidence().proposer(),
                        champion.version());
    }

    private Evolution evolution(
            EvolutionVersion version,
            SourceCode source,
            String summary,
            Decision decision,
            long candidate,
            String proposer,
            @Nullable EvolutionVersion base) {
        RunEvent.Started started = Objects.requireNonNull(state.started());
        Evidence evidence = new Evidence(
                state.measured(source, SequenceGroup.TRAINING),
                state.measured(source, SequenceGroup.HELD_OUT),
                decision.training(),
                decision.heldOut(),
                candidate,
                started.seed(),
                proposer);
        return new Evolution(
                EvolutionId.of(started.run(), version, source.sha256()),
                version,
                source,
                summary,
                evidence,
                clock.instant(),
                base);
    }
}
