package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.search.BestOfN;
import io.evoforge.engine.search.HillClimb;
import io.evoforge.engine.search.Islands;
import io.evoforge.engine.search.SearchStrategy;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A version that is turned down does not stay champion, and nothing that came of it does. */
class WithdrawalTest {
    private static final String REASON = "check 'grain' is red";

    private final AtomicReference<@Nullable EvolutionVersion> turnedDown = new AtomicReference<>();

    static Stream<SearchStrategy> strategies() {
        return Stream.of(new HillClimb(), new BestOfN(3), new Islands(2, 4, 5, 8));
    }

    @Test
    void the_last_version_that_stands_is_the_champion_and_the_next_prompt_begins_there_and_names_the_reason() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=0.9"), Replies.file("bits=0.8"), Replies.file("bits=0.85"), Replies.file("bits=1")));
        withdrawingWhenAdopted(run, 3);

        run.start(2);
        turnedDown.set(null);
        RunReport report = run.start(3);

        assertThat(run.events(RunEvent.Withdrawn.class)).singleElement().satisfies(event -> {
            assertThat(event.version()).isEqualTo(new EvolutionVersion(2));
            assertThat(event.descendants()).containsExactly(new EvolutionVersion(3));
            assertThat(event.champion()).isEqualTo(EvolutionVersion.SEED);
        });
        RunEvent.Planned third = run.events(RunEvent.Planned.class).toList().get(2);
        assertThat(third.parent()).isEqualTo(Replies.SEED);
        assertThat(third.prompt()).contains("withdrawn afterwards: " + REASON).contains("developed from v2");
        assertThat(report.champion()).satisfies(champion -> {
            assertThat(champion.version()).isEqualTo(new EvolutionVersion(4)); // no number is given twice
            assertThat(champion.improves()).contains(EvolutionVersion.SEED);
        });
        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, new EvolutionVersion(4));
        assertThat(run.heard.lines()).contains("withdrawn v2 with [v3], back to v1: " + REASON);
    }

    @Test
    void the_same_program_is_never_adopted_again_but_one_that_lost_against_it_may_be() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(
                Replies.file("bits=0.8"),
                Replies.file("bits=0.9"),
                Replies.file("bits=0.8"),
                Replies.file("bits=0.9")));
        withdrawingWhenDecided(run, 2, 2);

        run.start(2);
        turnedDown.set(null);
        run.start(4);

        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.REJECT, Verdict.REJECT, Verdict.ADOPT);
        assertThat(run.decisions().get(2)).contains("the same program as v2, which was withdrawn: " + REASON);
    }

    @Test
    void what_was_developed_from_it_falls_with_it_although_it_was_under_way() {
        RunOfEngine run = new RunOfEngine();
        CountDownLatch withdrawn = new CountDownLatch(1);
        run.heard.andThen(line -> {
            if (line.startsWith("withdrawn")) {
                withdrawn.countDown();
            }
        });
        run.proposers = List.of(new ScriptedProposer("model", TokenUsage.NONE, request -> {
            if (request.candidate() == 2) {
                turnedDown.set(new EvolutionVersion(2));
                awaitQuietly(withdrawn);
            }
            return Optional.of(Replies.file("bits=" + (1 - request.candidate() / 10.0)));
        }));
        run.publications = evolution -> publish(run, evolution);

        run.start(3);

        assertThat(run.decisions().get(1)).isEqualTo("2 REJECT developed from v2, which was withdrawn: " + REASON);
        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.REJECT, Verdict.ADOPT);
        assertThat(run.events(RunEvent.Planned.class).toList().get(2).parent()).isEqualTo(Replies.SEED);
    }

    @Test
    void a_source_that_stands_stays_one_to_develop_although_a_withdrawn_one_was_changed_back_into_it() {
        RunOfEngine run = new RunOfEngine(
                ScriptedProposer.of(Replies.file("bits=0.9"), Replies.file("seed bits=1"), Replies.file("bits=0.8")));
        withdrawingWhenDecided(run, 2, 2);

        run.start(2);
        turnedDown.set(null);
        run.start(3);

        assertThat(run.events(RunEvent.Withdrawn.class)).hasSize(1);
        assertThat(run.verdicts()).containsExactly(Verdict.ADOPT, Verdict.REJECT, Verdict.ADOPT);
    }

    @Test
    void what_the_run_begins_with_cannot_be_withdrawn_and_waits_for_a_person() {
        RunOfEngine run = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.9")));
        run.publications = evolution -> new Publication.Withdrawn("closed");

        RunReport report = run.start(1);

        assertThat(run.events(RunEvent.Withdrawn.class)).isEmpty();
        assertThat(report.pending())
                .first()
                .satisfies(pending ->
                        assertThat(pending.reason()).contains("what the run begins with was turned down: closed"));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void a_journal_that_was_cut_anywhere_after_a_withdrawal_leads_to_the_same_end(SearchStrategy strategy) {
        CountDownLatch withdrawn = new CountDownLatch(1);
        RunOfEngine whole = random(strategy, () -> {
            if (turnedDown.get() != null) {
                awaitQuietly(withdrawn);
            }
        });
        whole.publications = evolution -> publish(whole, evolution);
        whole.heard.andThen(line -> {
            if (line.equals("adopted v4")) {
                turnedDown.set(new EvolutionVersion(2));
            } else if (line.startsWith("withdrawn")) {
                withdrawn.countDown();
            }
        });
        whole.start(40);
        assertThat(whole.events(RunEvent.Withdrawn.class)).hasSize(1);
        List<List<RunEvent>> appends = whole.disk.appends();
        int withdrawal = (int) appends.stream()
                .takeWhile(events -> events.stream().noneMatch(RunEvent.Withdrawn.class::isInstance))
                .count();
        SplittableRandom random = new SplittableRandom(5);

        for (int round = 0; round < 5; round++) {
            RunOfEngine rest = random(strategy, () -> {});
            try (InMemoryEvolutionStore store = rest.disk.open()) {
                int cut = random.nextInt(withdrawal + 1, appends.size());
                appends.subList(0, cut).forEach(store::append);
            }
            rest.start(40);

            assertThat(rest.decisions()).isEqualTo(whole.decisions());
            assertThat(rest.prompts()).isEqualTo(whole.prompts());
        }
    }

    private static RunOfEngine random(SearchStrategy strategy, Runnable beforeAnswer) {
        RunOfEngine run = new RunOfEngine(new ScriptedProposer("model", TokenUsage.NONE, request -> {
            beforeAnswer.run();
            SplittableRandom random = new SplittableRandom(request.seed());
            String parent = request.parent().text();
            double bits = Double.parseDouble(parent.replaceAll("(?s).*bits=([0-9.]+).*", "$1"));
            return Optional.of(Replies.file(
                    "bits=" + Math.round(bits * (0.85 + 0.2 * random.nextDouble()) * 500) / 500.0));
        }));
        run.settings = run.settings.withStrategy(strategy);
        return run;
    }

    /** Publishes the seed, holds the rest back until there are {@code versions}, then turns the second one down. */
    private void withdrawingWhenAdopted(RunOfEngine run, int versions) {
        run.heard.andThen(line -> {
            if (line.equals("adopted v" + versions)) {
                turnedDown.set(new EvolutionVersion(2));
            }
        });
        run.publications = evolution -> publish(run, evolution);
    }

    private void withdrawingWhenDecided(RunOfEngine run, int version, long candidate) {
        run.heard.andThen(line -> {
            if (line.startsWith("reject " + candidate + ":")) {
                turnedDown.set(new EvolutionVersion(version));
            }
        });
        run.publications = evolution -> publish(run, evolution);
    }

    private Publication publish(RunOfEngine run, Evolution evolution) {
        EvolutionVersion down = turnedDown.get();
        if (evolution.version().equals(down)) {
            return new Publication.Withdrawn(REASON);
        }
        boolean settled = evolution.isSeed()
                || !run.events(RunEvent.Withdrawn.class).toList().isEmpty();
        if (!settled) {
            return new Publication.Waiting("the checks are running", java.time.Duration.ofMillis(1));
        }
        run.remote.add(evolution.version());
        return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
