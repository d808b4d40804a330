package io.evoforge.benchmarks;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.CompiledClasses;
import io.evoforge.evaluator.sandbox.internal.measure.Depth;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the look at a first frame alone saves with candidates that fail, and costs with those that do not. */
final class CascadeTopic implements Topic {
    private static final String STATE = "evoforge.state";
    private static final int RUNS = 5;
    private static final int MOST_CANDIDATES = 3;
    private static final int AS_THE_EVALUATOR_DOES = 8;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final Set<Refusal.Stage> IN_A_BOX =
            EnumSet.of(Refusal.Stage.ENCODE, Refusal.Stage.DECODE, Refusal.Stage.MEASURE);

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public String description() {
        return "measuring the candidates of a run again, with and without its first frame alone (-D" + STATE
                + "=DIR, such as evoforge-demo/state)";
    }

    @Override
    public void run(PrintStream out) throws CandidateFault {
        String state = System.getProperty(STATE);
        if (state == null) {
            out.println("  left out: name the state directory of a run with -D" + STATE + "=DIR");
            return;
        }
        List<SourceCode> refused = new ArrayList<>();
        List<SourceCode> measured = new ArrayList<>();
        SqliteEvolutionStore.read(Path.of(state), event -> sort(event, refused, measured));
        try (CandidateRuns runs = new CandidateRuns()) {
            print(out, runs, "refused in a box", refused);
            print(out, runs, "measured", measured.subList(0, Math.min(MOST_CANDIDATES, measured.size())));
        }
    }

    private static void sort(RunEvent event, List<SourceCode> refused, List<SourceCode> measured) {
        if (event instanceof RunEvent.Evaluated evaluated && evaluated.group() == SequenceGroup.TRAINING) {
            if (evaluated.outcome() instanceof EvaluationOutcome.Measured) {
                measured.add(evaluated.source());
            } else if (evaluated.outcome() instanceof EvaluationOutcome.Refused outcome
                    && IN_A_BOX.contains(outcome.refusal().stage())) {
                refused.add(evaluated.source());
            }
        }
    }

    private static void print(PrintStream out, CandidateRuns runs, String what, List<SourceCode> sources)
            throws CandidateFault {
        double without = 0;
        double with = 0;
        for (SourceCode source : sources) {
            CompiledClasses candidate = runs.compile(source);
            double fastestWithout = Double.POSITIVE_INFINITY;
            double fastestWith = Double.POSITIVE_INFINITY;
            // In turns, so that what else the machine does meets both.
            for (int i = 0; i < RUNS; i++) {
                fastestWithout =
                        Math.min(fastestWithout, runs.milliseconds(candidate, runs.training(), Depth.TRIAL, NEVER));
                fastestWith = Math.min(
                        fastestWith, runs.milliseconds(candidate, runs.training(), Depth.TRIAL, AS_THE_EVALUATOR_DOES));
            }
            without += fastestWithout;
            with += fastestWith;
        }
        out.printf(
                Locale.ROOT,
                "  %2d candidates %-18s %8.0f ms without, %8.0f ms with (%+.1f %%), fastest of %d each%n",
                sources.size(),
                what,
                without,
                with,
                without == 0 ? 0 : 100 * (with - without) / without,
                RUNS);
    }
}
