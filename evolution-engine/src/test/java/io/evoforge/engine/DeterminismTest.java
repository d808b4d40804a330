package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.search.BestOfN;
import io.evoforge.engine.search.HillClimb;
import io.evoforge.engine.search.Islands;
import io.evoforge.engine.search.SearchStrategy;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed and answers give the same prompts and decisions, whatever the number of workers and restarts. */
class DeterminismTest {
    private static final int CANDIDATES = 60;

    static Stream<SearchStrategy> strategies() {
        return Stream.of(new HillClimb(), new BestOfN(5), new Islands(3, 4, 5, 8));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void prompts_and_decisions_do_not_depend_on_the_number_of_workers(SearchStrategy strategy) {
        RunOfEngine one = run(strategy, 1, 1);
        RunOfEngine four = run(strategy, 4, 4);

        one.start(CANDIDATES);
        four.start(CANDIDATES);

        assertThat(four.prompts()).hasSize(CANDIDATES).isEqualTo(one.prompts());
        assertThat(four.decisions()).hasSize(CANDIDATES).isEqualTo(one.decisions());
        assertThat(adopted(four)).hasSizeGreaterThan(3).isEqualTo(adopted(one));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void a_journal_that_was_cut_anywhere_leads_to_the_same_end_with_any_number_of_workers(SearchStrategy strategy) {
        RunOfEngine whole = run(strategy, 1, 1);
        whole.start(CANDIDATES);
        List<List<RunEvent>> appends = whole.disk.appends();
        SplittableRandom random = new SplittableRandom(11);

        for (int round = 0; round < 6; round++) {
            RunOfEngine rest = run(strategy, round % 2 == 0 ? 4 : 1, round % 2 == 0 ? 4 : 1);
            try (InMemoryEvolutionStore store = rest.disk.open()) {
                int cut = random.nextInt(1, appends.size()); // an append is kept whole or not at all
                appends.subList(0, cut).forEach(store::append);
            }
            rest.start(CANDIDATES);

            assertThat(rest.decisions()).isEqualTo(whole.decisions());
            assertThat(rest.prompts()).isEqualTo(whole.prompts());
            assertThat(adopted(rest)).isEqualTo(adopted(whole));
        }
    }

    @Test
    void with_many_workers_no_program_is_evaluated_twice() {
        RunOfEngine run = run(new HillClimb(), 4, 4);

        run.start(CANDIDATES);

        List<MarkedSourceEvaluator.Call> training = run.marks.calls().stream()
                .filter(call -> call.group() == SequenceGroup.TRAINING)
                .toList();
        assertThat(training).hasSameSizeAs(new HashSet<>(training));
    }

    @Test
    void a_marker_in_the_parents_diagnostics_is_in_every_childs_prompt_also_after_400_candidates() {
        RunOfEngine run = new RunOfEngine(new ScriptedProposer("model", TokenUsage.NONE, request -> {
            double bits = Math.pow(0.995, (double) request.candidate());
            String marks = request.candidate() % 50 == 0
                    ? String.format(Locale.ROOT, "bits=%.6f\\n note=MARKER-%d", bits * 0.5, request.candidate())
                    : "refuse=ENCODE note=child-of-" + request.candidate();
            return Optional.of(Replies.file(marks));
        }));
        run.settings = EngineSettings.of(
                        "test-run", 42, RunOrigin.seed(new SourceCode(Replies.source("bits=1 note=MARKER-0"))))
                .withPatience(run.settings.patience());

        run.start(420);

        List<RunEvent.Planned> planned = run.events(RunEvent.Planned.class).toList();
        assertThat(planned).hasSize(420);
        assertThat(adopted(run)).hasSize(9);
        for (RunEvent.Planned plan : planned) {
            String parent = plan.parent().text();
            String marker = parent.substring(parent.indexOf("MARKER-"), parent.indexOf('"', parent.indexOf("MARKER-")));
            assertThat(plan.prompt())
                    .as("prompt of candidate %s", plan.candidate())
                    .contains("column 7: " + marker);
            boolean siblingFailed = (plan.candidate() - 1) % 50 != 0;
            if (siblingFailed) {
                assertThat(plan.prompt()).contains("column 7: child-of-" + (plan.candidate() - 1));
            }
        }
    }

    private static List<SourceCode> adopted(RunOfEngine run) {
        return run.events(RunEvent.Adopted.class)
                .map(RunEvent.Adopted::evolution)
                .map(Evolution::source)
                .toList();
    }

    /** A model that is a function of the prompt and nothing else, with fast and slow answers and evaluations. */
    private static RunOfEngine run(SearchStrategy strategy, int calls, int workers) {
        RunOfEngine run = new RunOfEngine(new ScriptedProposer("model", TokenUsage.NONE, request -> {
            SplittableRandom random = new SplittableRandom(
                    Long.parseUnsignedLong(Sha256.of(request.prompt()).hex().substring(0, 16), 16));
            LockSupport.parkNanos(random.nextLong(2_000_000));
            if (random.nextInt(6) == 0) {
                return Optional.of("prose");
            }
            String parent = request.parent().text();
            double bits = Double.parseDouble(parent.replaceAll("(?s).*bits=([0-9.]+).*", "$1"));
            double changed = Math.round(bits * (0.9 + 0.2 * random.nextDouble()) * 50) / 50.0;
            return Optional.of(Replies.file("bits=" + changed + (random.nextInt(8) == 0 ? " heldOut=3" : "")));
        }));
        run.evaluator = new FailingEvaluator(run.marks, () -> LockSupport.parkNanos(500_000));
        run.settings = run.settings.withStrategy(strategy).withConcurrency(new Concurrency(6, calls, workers));
        return run;
    }
}
