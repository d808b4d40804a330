package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.proposal.ScriptedProposer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A version that waits for checks or for a person is asked for when it is worth it, and by whatever process there is then. */
class PublicationWaitingTest {
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Publication A_PERSON =
            new Publication.Waiting("a person has to merge it", Duration.ofHours(1));

    private final AtomicInteger looks = new AtomicInteger();
    private final MutableClock clock = new MutableClock(RunOfEngine.NOON);
    private final RunOfEngine run = new RunOfEngine(
            ScriptedProposer.of(Replies.file("bits=0.9"), Replies.file("bits=0.8"), Replies.file("bits=0.7")));

    PublicationWaitingTest() {
        run.clock = clock;
        run.settings = run.settings.withPatience(run.settings.patience().withDrainTime(DRAIN));
        run.publications = evolution -> {
            looks.incrementAndGet();
            return A_PERSON;
        };
    }

    @Test
    void it_is_asked_for_once_in_the_time_it_named_however_much_the_run_does_meanwhile() {
        RunReport report = run.start(3);

        assertThat(looks).hasValue(1);
        assertThat(report.progress().adopted()).isEqualTo(3);
        assertThat(report.pending()).hasSize(4);
        assertThat(report.pending().get(0))
                .isEqualTo(new PendingPublication(
                        EvolutionVersion.SEED, "a person has to merge it", RunOfEngine.NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void the_end_of_a_run_waits_for_it_without_work() {
        run.start(3);
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        run.start(3);

        Duration worked = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertThat(looks).hasValue(2);
        assertThat(worked).isLessThan(DRAIN.dividedBy(2));
    }

    @Test
    void another_process_asks_at_once_and_goes_on_with_what_was_merged_meanwhile() {
        run.start(1);
        clock.advance(Duration.ofMinutes(1));
        run.publications = evolution -> {
            run.remote.add(evolution.version());
            return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
        };

        RunReport report = run.start(2);

        assertThat(report.pending()).isEmpty();
        assertThat(run.remote).containsExactly(EvolutionVersion.SEED, new EvolutionVersion(2), new EvolutionVersion(3));
        assertThat(run.events(RunEvent.Published.class)).hasSize(3);
    }

    @Test
    void a_process_that_ended_before_it_kept_a_withdrawal_learns_of_it_again() {
        run.publications = evolution ->
                evolution.isSeed() ? new Publication.Confirmed(RunOfEngine.commitOf(evolution.version())) : A_PERSON;
        run.start(1);
        run.publications = evolution -> new Publication.Withdrawn("closed by somebody");

        RunReport report = run.start(1);

        assertThat(report.pending()).isEmpty();
        assertThat(run.events(RunEvent.Withdrawn.class)).hasSize(1);
        assertThat(report.champion())
                .satisfies(champion -> assertThat(champion.isSeed()).isTrue());
    }

    @Test
    void the_journal_gets_the_same_reason_again_only_after_some_minutes() {
        run.publications = evolution -> {
            if (looks.incrementAndGet() > 20) {
                return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
            }
            clock.advance(Duration.ofMinutes(1));
            return new Publication.Waiting("the checks are running", Duration.ofMillis(1));
        };

        run.start(0);

        assertThat(run.events(RunEvent.PublicationDelayed.class).map(RunEvent.PublicationDelayed::at))
                .hasSize(4)
                .isSorted();
    }
}
