package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How a run ends: limits, stopping, a full disk. */
class LimitsTest {
    private static final TokenUsage THREE_TENTHS_OF_A_CENT = new TokenUsage(100, 100, 3000);

    private static ScriptedProposer paid() {
        return new ScriptedProposer(
                "paid",
                THREE_TENTHS_OF_A_CENT,
                request -> Optional.of(Replies.file("bits=" + (2 - request.candidate() / 100.0))));
    }

    @Test
    void a_budget_of_one_cent_is_never_overdrawn_and_a_later_start_counts_what_was_spent() {
        RunOfEngine run = new RunOfEngine(paid());

        RunReport report = run.start(RunLimits.NONE.withMicrodollars(10_000));

        assertThat(report.end()).isEqualTo(RunReport.End.MONEY);
        assertThat(report.progress().spent().microdollars()).isEqualTo(9000);
        assertThat(report.progress().decided()).isEqualTo(3);
        assertThat(run.start(RunLimits.NONE.withMicrodollars(10_000)).progress().calls())
                .isEqualTo(3);
        assertThat(run.start(RunLimits.NONE.withMicrodollars(15_000)).progress().calls())
                .isEqualTo(5);
    }

    @Test
    void calls_under_way_are_reserved_so_that_together_they_do_not_overdraw() {
        RunOfEngine run = new RunOfEngine(paid());
        run.settings = run.settings.withConcurrency(new Concurrency(8, 4, 2));

        RunReport report = run.start(RunLimits.NONE.withMicrodollars(10_000));

        assertThat(report.end()).isEqualTo(RunReport.End.MONEY);
        assertThat(report.progress().spent().microdollars()).isEqualTo(9000);
    }

    @Test
    void a_proposer_that_charges_less_than_it_reserves_gets_its_chance_when_the_price_is_known() {
        RunOfEngine run = new RunOfEngine(new CandidateProposer() {
            @Override
            public Optional<ModelReply> propose(ProposalRequest request) {
                return Optional.of(
                        new ModelReply(Replies.file("bits=1." + request.candidate()), "m", new TokenUsage(1, 1, 1000)));
            }

            @Override
            public TokenUsage atMost(ProposalRequest request) {
                return new TokenUsage(1, 1, 6000);
            }

            @Override
            public String name() {
                return "cautious";
            }
        });
        run.settings = run.settings.withConcurrency(new Concurrency(8, 4, 1));

        RunReport report = run.start(RunLimits.NONE.withMicrodollars(10_000));

        assertThat(report.progress().spent().microdollars()).isEqualTo(5000);
    }

    @Test
    void calls_are_limited_repair_turns_included() {
        RunOfEngine run = new RunOfEngine(
                new ScriptedProposer("prose", TokenUsage.NONE, request -> Optional.of("prose " + request.call())));

        RunReport report = run.start(RunLimits.NONE.withCalls(5));

        assertThat(report.end()).isEqualTo(RunReport.End.CALLS);
        assertThat(report.progress().calls()).isEqualTo(5);
        assertThat(report.progress().decided()).isEqualTo(2);
    }

    @Test
    void when_the_time_is_over_nothing_new_is_begun() {
        RunOfEngine run = new RunOfEngine(paid());

        RunReport report = run.start(RunLimits.NONE.withTime(Duration.ZERO));

        assertThat(report.end()).isEqualTo(RunReport.End.TIME);
        assertThat(report.progress().calls()).isZero();
        assertThat(run.remote).hasSize(1);
    }

    @Test
    void stopping_in_order_decides_what_was_answered_and_the_next_start_goes_on() {
        RunOfEngine run = new RunOfEngine(paid());
        CompletableFuture<EvolutionEngine> engine = new CompletableFuture<>();
        run.heard.andThen(line -> {
            if (line.equals("start 3")) {
                engine.join().stop(StopMode.FINISH);
            }
        });

        try (InMemoryEvolutionStore store = run.disk.open()) {
            engine.complete(run.engine(store));
            RunReport report = engine.join().run(RunLimits.NONE);

            assertThat(report.end()).isEqualTo(RunReport.End.STOPPED);
            assertThat(report.progress().decided()).isEqualTo(3);
            assertThat(report.pending()).isEmpty();
        }
        run.heard.andThen(line -> {});
        assertThat(run.start(5).progress().decided()).isEqualTo(5);
        assertThat(run.events(RunEvent.Replied.class)).hasSize(5);
    }

    @Test
    void abandoning_a_run_drops_the_call_under_way_which_the_next_start_makes_again() {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<EvolutionEngine> engine = new CompletableFuture<>();
        ScriptedProposer stuck = new ScriptedProposer("paid", TokenUsage.NONE, request -> {
            engine.join().stop(StopMode.ABANDON);
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        RunOfEngine run = new RunOfEngine(stuck);

        try (InMemoryEvolutionStore store = run.disk.open()) {
            engine.complete(run.engine(store));
            assertThat(engine.join().run(RunLimits.NONE).end()).isEqualTo(RunReport.End.STOPPED);
        }
        ScriptedProposer again = paid();
        run.proposers = List.of(again);
        run.start(1);

        assertThat(again.requests())
                .hasSize(1)
                .first()
                .isEqualTo(stuck.requests().get(0));
    }

    @Test
    void a_clock_that_jumps_changes_neither_the_course_of_a_run_nor_its_end() {
        RunOfEngine steady = new RunOfEngine(paid());
        RunOfEngine jumping = new RunOfEngine(paid());
        MutableClock clock = new MutableClock(RunOfEngine.NOON);
        jumping.clock = clock;
        jumping.heard.andThen(line -> clock.advance(Duration.ofDays(line.length() % 2 == 0 ? 1826 : -1827)));

        RunLimits limits = RunLimits.ofCandidates(6).withTime(Duration.ofHours(1));
        RunReport report = jumping.start(limits);
        steady.start(limits);

        assertThat(report.end()).isEqualTo(RunReport.End.CANDIDATES);
        assertThat(jumping.decisions()).isEqualTo(steady.decisions());
        assertThat(jumping.prompts()).isEqualTo(steady.prompts());
        assertThat(jumping.start(8).progress().decided()).isEqualTo(8);
        assertThat(jumping.events(RunEvent.Replied.class).map(RunEvent.Replied::call))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void a_full_disk_is_waited_out() {
        RunOfEngine run = new RunOfEngine(paid());
        run.heard.andThen(line -> {
            if (line.equals("start 2")) {
                run.disk.full(true);
            } else if (line.startsWith("waiting: the disk")) {
                run.disk.full(false);
            }
        });

        RunReport report = run.start(3);

        assertThat(report.progress().decided()).isEqualTo(3);
        assertThat(run.heard.lines()).anyMatch(line -> line.startsWith("waiting: the disk in memory is full"));
        assertThat(run.events(RunEvent.Replied.class).map(RunEvent.Replied::call))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_full_disk_does_not_keep_a_run_from_being_stopped() {
        RunOfEngine run = new RunOfEngine(paid());
        CompletableFuture<EvolutionEngine> engine = new CompletableFuture<>();
        run.heard.andThen(line -> {
            if (line.equals("start 2")) {
                run.disk.full(true);
            } else if (line.startsWith("waiting: the disk")) {
                engine.join().stop(StopMode.FINISH);
            }
        });

        try (InMemoryEvolutionStore store = run.disk.open()) {
            engine.complete(run.engine(store));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> engine.join().run(RunLimits.NONE))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DISK_FULL));
        }
        assertThat(run.events(RunEvent.Replied.class)).hasSize(1);
    }

    @Test
    void an_engine_that_runs_refuses_to_run_twice() {
        RunOfEngine run = new RunOfEngine(paid());
        CompletableFuture<EvolutionEngine> engine = new CompletableFuture<>();
        AtomicReference<Throwable> second = new AtomicReference<>();
        run.heard.andThen(line -> {
            if (line.equals("start 1")) {
                try {
                    engine.join().run(RunLimits.NONE);
                } catch (EngineException e) {
                    second.set(e);
                }
            }
        });

        try (InMemoryEvolutionStore store = run.disk.open()) {
            engine.complete(run.engine(store));
            engine.join().run(RunLimits.ofCandidates(1));
        }

        assertThat(second.get()).isInstanceOf(EngineException.class).hasMessageContaining("runs already");
    }

    @Test
    void of_two_equal_models_the_ten_times_cheaper_one_gets_at_least_four_fifths_of_the_calls() {
        RunOfEngine run = new RunOfEngine(priced("dear", 20_000), priced("cheap", 2_000));

        run.start(50);

        assertThat(run.events(RunEvent.Planned.class)
                        .filter(plan -> plan.proposer().equals("cheap")))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void an_estimate_asks_nobody_and_takes_the_dearest_proposer() {
        ScriptedProposer dear = priced("dear", 20_000);
        RunOfEngine run = new RunOfEngine(priced("cheap", 2_000), dear);

        CostEstimate estimate;
        try (InMemoryEvolutionStore store = run.disk.open()) {
            estimate = run.engine(store).estimate(100);
        }

        assertThat(estimate.microdollars()).isEqualTo(2_000_000);
        assertThat(estimate.microdollarsWithRepairs()).isEqualTo(6_000_000);
        assertThat(estimate.isFree()).isFalse();
        assertThat(dear.requests()).isEmpty();
        assertThat(run.disk.events()).isEmpty();
    }

    private static ScriptedProposer priced(String name, long microdollars) {
        return new ScriptedProposer(
                name,
                new TokenUsage(1, 1, microdollars),
                request -> Optional.of(Replies.file("bits=" + Math.pow(0.98, (double) request.candidate()))));
    }
}
