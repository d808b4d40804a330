package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.testkit.evolution.InMemoryEvolutionStore;
import io.evoforge.testkit.proposal.ScriptedProposer;
import io.evoforge.testkit.versioncontrol.InMemoryRemote;
import io.evoforge.testkit.versioncontrol.InMemoryVersionControl;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.files.EvolutionPaths;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Adopted versions on their way to the remote. */
class PublicationTest {
    private static final BranchName MAIN = new BranchName("main");
    private static final Clock CLOCK = Clock.fixed(RunOfEngine.NOON, ZoneOffset.UTC);

    private final RunOfEngine run =
            new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.8"), Replies.file("bits=0.6")));
    private final InMemoryRemote remote = new InMemoryRemote();
    private final InMemoryVersionControl repository = new InMemoryVersionControl(remote, CLOCK);

    private void publishToRepository() {
        run.publications = new PublisherPublications(
                new EvolutionPublisher(repository, PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH), CLOCK));
    }

    @Test
    void the_remote_gets_one_commit_for_each_adoption_in_order() {
        publishToRepository();

        RunReport report = run.start(2);

        assertThat(remote.log(MAIN).stream().map(CommitSummary::title))
                .containsExactly(
                        "🤖 Autonomous Code Evolution - v3", "🤖 Autonomous Code Evolution - v2", "Seed codec - v1");
        assertThat(run.events(RunEvent.Published.class).map(RunEvent.Published::commit))
                .hasSize(3)
                .endsWith(remote.log(MAIN).get(0).id());
        assertThat(report.pending()).isEmpty();
    }

    @Test
    void of_two_runs_on_one_branch_the_second_keeps_its_versions_and_overwrites_nothing() {
        publishToRepository();
        RunOfEngine other = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.7")));
        other.settings =
                EngineSettings.of("other-run", 7, RunOrigin.seed(Replies.SEED)).withPatience(run.settings.patience());
        other.publications = new PublisherPublications(new EvolutionPublisher(
                new InMemoryVersionControl(remote, CLOCK),
                PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH),
                CLOCK));

        run.start(2);
        List<CommitSummary> before = remote.log(MAIN);
        RunReport second = other.start(1);

        assertThat(remote.log(MAIN)).isEqualTo(before);
        assertThat(second.progress().decided()).isEqualTo(1);
        assertThat(second.pending()).isNotEmpty().first().satisfies(pending -> {
            assertThat(pending.reason()).isNotBlank();
            assertThat(pending.nextTry()).isNull();
        });
    }

    @Test
    void an_outage_delays_publications_while_evolution_goes_on_and_the_next_start_makes_up_for_it() {
        publishToRepository();
        remote.setReachable(false);
        run.settings = run.settings.withPatience(run.settings.patience().withDrainTime(Duration.ofMillis(20)));

        RunReport report = run.start(2);

        assertThat(report.progress().adopted()).isEqualTo(2);
        assertThat(report.pending().stream().map(PendingPublication::version))
                .containsExactly(new EvolutionVersion(1), new EvolutionVersion(2), new EvolutionVersion(3));
        assertThat(report.pending().get(0).reason()).isNotNull();
        assertThat(report.pending().get(0).nextTry()).isNotNull();
        assertThat(run.events(RunEvent.PublicationDelayed.class)).isNotEmpty();

        remote.setReachable(true);
        run.settings = run.settings.withPatience(run.settings.patience().withDrainTime(Duration.ofSeconds(20)));
        assertThat(run.start(2).pending()).isEmpty();
        assertThat(remote.log(MAIN)).hasSize(3);
    }

    @Test
    void a_lost_reply_never_doubles_a_commit() {
        publishToRepository();
        repository.failNextPushAfterProcessing();

        run.start(2);

        assertThat(run.events(RunEvent.PublicationDelayed.class)).hasSize(1);
        assertThat(remote.log(MAIN)).hasSize(3);
    }

    @Test
    void a_process_that_died_before_it_noted_the_publication_does_not_publish_again() {
        publishToRepository();
        run.start(1);
        assertThat(remote.log(MAIN)).hasSize(2);
        InMemoryEvolutionStore.Disk forgetful = new InMemoryEvolutionStore.Disk();
        try (InMemoryEvolutionStore store = forgetful.open()) {
            store.append(run.disk.events().stream()
                    .filter(event -> !(event instanceof RunEvent.Published))
                    .toList());
            RunReport report = run.engine(store).publishPending();

            assertThat(report.pending()).isEmpty();
        }
        assertThat(remote.log(MAIN)).hasSize(2);
        assertThat(forgetful.events().stream().filter(RunEvent.Published.class::isInstance))
                .hasSize(2);
    }

    @Test
    void what_needs_a_person_is_told_and_does_not_hold_up_the_end_of_the_run() {
        run.publications = evolution -> new Publication.Blocked("somebody edited the file; merge it");

        RunReport report = run.start(2);

        assertThat(report.progress().adopted()).isEqualTo(2);
        assertThat(report.pending()).hasSize(3);
        assertThat(report.pending().get(0).nextTry()).isNull();
        assertThat(run.heard.lines()).contains("delayed v1 for a person: somebody edited the file; merge it");
        assertThat(run.events(RunEvent.PublicationDelayed.class)
                        .findFirst()
                        .orElseThrow()
                        .nextTry())
                .isNull();
    }

    @Test
    void what_waits_for_others_is_asked_again_without_counting_as_a_failure() {
        AtomicInteger looks = new AtomicInteger();
        run.publications = evolution -> looks.incrementAndGet() <= 20
                ? new Publication.Waiting("the checks are running", Duration.ofMillis(1))
                : new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));

        assertThat(run.start(1).pending()).isEmpty();

        assertThat(looks).hasValueGreaterThan(20);
        assertThat(run.events(RunEvent.PublicationDelayed.class))
                .hasSize(1)
                .first()
                .satisfies(kept -> {
                    assertThat(kept.reason()).isEqualTo("the checks are running");
                    assertThat(kept.nextTry()).isNotNull();
                });
    }

    @Test
    void a_publisher_that_breaks_is_a_delay_and_not_the_end() {
        AtomicInteger calls = new AtomicInteger();
        run.publications = evolution -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
        };

        assertThat(run.start(2).pending()).isEmpty();
        assertThat(run.heard.lines())
                .contains("delayed v1: the publisher failed: java.lang.IllegalStateException: a bug");
    }

    @Test
    void a_slow_remote_does_not_slow_evolution() {
        CountDownLatch decided = new CountDownLatch(2);
        run.heard.andThen(line -> {
            if (line.startsWith("adopt ")) {
                decided.countDown();
            }
        });
        run.publications = evolution -> {
            try {
                decided.await(); // the first publication ends only after both candidates were decided
            } catch (InterruptedException e) {
                return new Publication.Delayed("interrupted");
            }
            return new Publication.Confirmed(RunOfEngine.commitOf(evolution.version()));
        };

        assertThat(run.start(2).pending()).isEmpty();
        assertThat(run.heard.lines())
                .containsSubsequence(List.of("adopted v3", "published v1", "published v2", "published v3"));
    }

    @Test
    void a_fresh_state_directory_goes_on_where_the_history_stands() {
        publishToRepository();
        run.start(2);
        RunOfEngine second = new RunOfEngine(ScriptedProposer.of(Replies.file("bits=0.4")));
        second.publications = run.publications;
        second.settings =
                EngineSettings.of("second-run", 1, originOnMain().orElseThrow()).withPatience(run.settings.patience());

        RunReport report = second.start(1);

        assertThat(report.progress().champion()).isEqualTo(new EvolutionVersion(4));
        assertThat(remote.log(MAIN).stream().map(CommitSummary::title))
                .hasSize(4)
                .first()
                .isEqualTo("🤖 Autonomous Code Evolution - v4");
    }

    @Test
    void a_branch_without_a_version_gives_no_origin_and_one_whose_source_was_changed_is_named() {
        assertThat(originOnMain()).isEmpty();
        publishToRepository();
        run.start(1);
        remote.someoneElseCommits(
                MAIN,
                "Tidy up",
                new Signature("Somebody", "somebody@example.org", RunOfEngine.NOON.atOffset(ZoneOffset.UTC)),
                new FileChange.Put(
                        EvolutionPaths.DEFAULT.source(), FileContent.ofText("class Codec {}\n"), FileMode.KEEP));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(this::originOnMain)
                .withMessageContaining("Branch 'main' holds v2")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.FOREIGN_SOURCE));
    }

    private Optional<RunOrigin> originOnMain() {
        InMemoryVersionControl fresh = new InMemoryVersionControl(remote, CLOCK);
        EvolutionPublisher publisher =
                new EvolutionPublisher(fresh, PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH), CLOCK);
        return RepositoryOrigin.find(publisher, fresh, EvolutionPaths.DEFAULT.source());
    }
}
