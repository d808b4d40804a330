package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.github.Fault;
import io.evoforge.vcs.hosting.RequestBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubLimitsIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    Path directory;

    private GitHubWorld world;
    private CommitId base;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        base = world.git.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("hello"), FileMode.REGULAR));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void two_hundred_commits_never_meet_a_limit() {
        world.github.rateLimits().setSecondaryLimits(80, 500);
        GitHubConnection connection = world.connection();
        GitHubVersionControl underTest = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        Instant begun = world.time.instant();
        CommitId tip = base;

        for (int i = 0; i < 200; i++) {
            tip = publish(underTest, tip, i);
        }

        Duration took = Duration.between(begun, world.time.instant());
        System.out.printf(
                "200 commits: %d requests, %d writes, %d refused, %d minutes of virtual time%n",
                world.github.requests().count(),
                world.github.requests().writes(),
                world.github.rateLimits().refused(),
                took.toMinutes());
        assertThat(world.github.rateLimits().refused()).isZero();
        assertThat(connection.budget().limited()).isZero();
        assertThat(world.github.requests().writes()).isEqualTo(600);
        assertThat(took).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(70)); // 500 in an hour, then 100 more
        assertThat(world.git.log(MAIN)).hasSize(201);
    }

    @Test
    void two_hundred_commits_by_graphql_fit_in_an_hour() {
        world.github.rateLimits().setSecondaryLimits(80, 500);
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GRAPHQL);
        Instant begun = world.time.instant();
        CommitId tip = base;

        for (int i = 0; i < 200; i++) {
            tip = publish(underTest, tip, i);
        }

        assertThat(world.github.rateLimits().refused()).isZero();
        assertThat(Duration.between(begun, world.time.instant())).isLessThan(Duration.ofHours(1));
        assertThat(world.git.log(MAIN)).hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void a_named_rest_is_kept_to_the_second_and_nothing_is_sent_meanwhile(int status) {
        GitHubConnection connection = world.connection();
        GitHubVersionControl underTest = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        world.github
                .faults()
                .on("/git/commits", 1, Fault.answer(status, "slow down").withHeader("retry-after", "90"));

        publish(underTest, base, 1);

        assertThat(world.time.pauses()).contains(Duration.ofSeconds(90));
        assertThat(world.github.requests().count()).isEqualTo(5);
        assertThat(connection.budget().limited()).isEqualTo(1);
        assertThat(connection.budget().restUntil()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void the_primary_limit_is_waited_for_until_its_reset(int status) {
        long reset = world.time.instant().plusSeconds(1234).getEpochSecond();
        world.github
                .faults()
                .next(Fault.answer(status, "API rate limit exceeded")
                        .withHeader("x-ratelimit-remaining", "0")
                        .withHeader("date", "Mon, 04 May 2026 10:00:00 GMT")
                        .withHeader("x-ratelimit-reset", Long.toString(reset)));

        publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1);

        assertThat(world.time.pauses()).contains(Duration.ofSeconds(1234));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_used_up_hour_is_waited_for_to_its_end_through_rest_and_graphql(boolean graphQl) {
        world.github.rateLimits().setPrimaryLimit(4);
        Instant reset = world.time.instant().plus(Duration.ofHours(1));
        GitHubSettings settings = graphQl ? world.settings() : world.settings().withoutGraphQl();
        GitHubVersionControl underTest = new GitHubVersionControl(
                world.connection(settings), graphQl ? GitHubStrategy.GRAPHQL : GitHubStrategy.GIT_DATA);
        Instant begun = world.time.instant();

        CommitId tip = base;
        for (int i = 0; i < (graphQl ? 4 : 1); i++) {
            tip = publish(underTest, tip, i);
        }

        assertThat(world.github.rateLimits().refused()).isEqualTo(1);
        Duration before = Duration.ZERO;
        for (Duration pause : world.time.pauses()) {
            if (pause.compareTo(Duration.ofMinutes(1)) > 0) {
                assertThat(begun.plus(before).plus(pause)).isEqualTo(reset);
            }
            before = before.plus(pause);
        }
        assertThat(before).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void rests_without_a_time_become_longer() {
        world.github.faults().on(request -> true, 0, 3, Fault.answer(403, "You have exceeded a secondary rate limit."));

        publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1);

        assertThat(world.time.pauses())
                .startsWith(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(240));
    }

    @Test
    void a_time_that_no_clock_can_show_is_only_too_long() {
        world.github
                .faults()
                .next(Fault.answer(429, "slow down")
                        .withHeader("x-ratelimit-remaining", "0")
                        .withHeader("x-ratelimit-reset", Long.toString(Long.MAX_VALUE)));

        assertThatThrownBy(() -> publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.RATE_LIMITED));
    }

    @Test
    void nothing_is_sent_by_anybody_while_github_wants_a_rest_and_the_status_says_so() throws Exception {
        CountDownLatch resting = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Pause held = duration -> {
            if (duration.equals(Duration.ofSeconds(90))) {
                resting.countDown();
                over.await();
                world.time.advance(duration);
            }
        };
        WriteBudget budget = new WriteBudget(world.time, held, 80, 500, Duration.ZERO);
        GitHubConnection connection = connection(budget, held);
        GitHubVersionControl first = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        GitHubVersionControl second = new GitHubVersionControl(connection(budget, held), GitHubStrategy.CONTENTS);
        world.github
                .faults()
                .on("/git/commits", 1, Fault.answer(403, "slow down").withHeader("retry-after", "90"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = threads.submit(() -> publish(first, base, 1));
            await(() -> budget.restUntil() != null);
            Future<?> two = threads.submit(() -> second.find(MAIN, new Trailer("Evolution-Id", "1")));
            assertThat(resting.await(20, TimeUnit.SECONDS)).isTrue();
            int sent = world.github.requests().count();

            assertThatThrownBy(() -> first.status(MAIN, 10))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.RATE_LIMITED))
                    .hasMessageContaining("2026-05-04T10:01:30Z");
            assertThat(connection.budget().restUntil()).isEqualTo(Instant.parse("2026-05-04T10:01:30Z"));
            assertThat(world.github.requests().count()).isEqualTo(sent);

            over.countDown();
            one.get(20, TimeUnit.SECONDS);
            two.get(20, TimeUnit.SECONDS);
            assertThat(world.git.log(MAIN)).hasSize(2);
        } finally {
            over.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void the_status_waits_for_no_push() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch turn = new CountDownLatch(1);
        Pause held = duration -> {
            waiting.countDown();
            turn.await();
        };
        WriteBudget budget = new WriteBudget(world.time, held, 80, 500, Duration.ofMinutes(3));
        GitHubConnection connection = connection(budget, held);
        GitHubVersionControl underTest = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> push = thread.submit(() -> publish(underTest, base, 1));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            BranchStatus status = underTest.status(MAIN, 10);
            RequestBudget seen = connection.budget();

            assertThat(push.isDone()).isFalse();
            assertThat(status.remoteTip()).isEqualTo(base);
            assertThat(status.unpublished()).hasSize(1);
            assertThat(status.totalCommits()).isEqualTo(2);
            assertThat(seen.minute()).isEqualTo(new RequestBudget.Writes(2, 80));
            assertThat(seen.hour()).isEqualTo(new RequestBudget.Writes(2, 500));
            assertThat(seen.nextWrite()).isEqualTo(world.time.instant().plus(Duration.ofMinutes(6)));
            assertThat(seen.restUntil()).isNull();
            assertThat(seen.quotas())
                    .extracting(RequestBudget.Quota::resource, RequestBudget.Quota::limit)
                    .containsExactly(tuple("core", 5000L), tuple("graphql", 5000L));
            assertThat(seen.quotas())
                    .allSatisfy(quota -> assertThat(quota.left()).isBetween(4990L, 4999L))
                    .allSatisfy(
                            quota -> assertThat(quota.renewedAt()).isEqualTo(Instant.parse("2026-05-04T11:00:00Z")));

            turn.countDown();
            push.get(20, TimeUnit.SECONDS);
            assertThat(underTest.status(MAIN, 10).unpublished()).isEmpty();
        } finally {
            turn.countDown();
            thread.shutdownNow();
        }
    }

    /** For what another thread does at once. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void a_limit_without_a_time_is_given_a_minute() {
        world.github.faults().next(Fault.answer(403, "You have exceeded a secondary rate limit."));

        publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1);

        assertThat(world.time.pauses()).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"864000", "99999999"})
    void a_rest_beyond_our_patience_fails_at_once(String seconds) {
        world.github.faults().next(Fault.answer(429, "slow down").withHeader("retry-after", seconds));

        assertThatThrownBy(() -> publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(VersionControlException.Reason.RATE_LIMITED))
                .hasMessageContaining(seconds);
        assertThat(world.time.pauses()).isEmpty();
    }

    @Test
    void writes_keep_a_second_between_them() {
        publish(world.versionControl(GitHubStrategy.GIT_DATA), base, 1);

        assertThat(world.time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void strategies_that_share_a_budget_wait_for_each_other() {
        WriteBudget budget = WriteBudget.ofGitHub(world.time, world.time);
        GitHubVersionControl gitData =
                new GitHubVersionControl(connection(budget, world.time), GitHubStrategy.GIT_DATA);
        GitHubVersionControl graphQl = new GitHubVersionControl(connection(budget, world.time), GitHubStrategy.GRAPHQL);

        CommitId tip = publish(gitData, base, 1);
        publish(graphQl, tip, 2);

        assertThat(world.time.pauses()).hasSize(4 - 1).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void a_wait_that_is_cancelled_ends_at_once_and_sends_nothing_more() {
        Pause cancelled = duration -> {
            throw new InterruptedException();
        };
        GitHubVersionControl underTest = new GitHubVersionControl(
                connection(WriteBudget.ofGitHub(world.time, world.time), cancelled), GitHubStrategy.GIT_DATA);
        world.github
                .faults()
                .on("/git/commits", 1, Fault.answer(403, "slow down").withHeader("retry-after", "90"));

        assertThatThrownBy(() -> publish(underTest, base, 1))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining("cancelled");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(world.github.requests().routes()).last().asString().endsWith("/git/commits");
        assertThat(world.git.tip(MAIN)).contains(base);
    }

    private GitHubConnection connection(WriteBudget budget, Pause pause) {
        return new GitHubConnection(world.settings(), world.credentials(), budget, world.time, pause);
    }

    private static CommitId publish(GitHubVersionControl underTest, CommitId tip, int number) {
        underTest.commit(aChangeset()
                .on(tip)
                .put("codec.txt", "version " + number)
                .message("Evolve " + number)
                .build());
        PushOutcome outcome = underTest.push(MAIN, MergeDriver.NONE);
        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        return ((PushOutcome.Pushed) outcome).tip();
    }
}
