package io.evoforge.vcs.github;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.testkit.github.SimulatedRelease;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryHost;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliveryResult;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.hosting.Check;
import io.evoforge.vcs.hosting.MergeMethod;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions on their way through pull requests and checks of the simulated GitHub. */
final class DeliveryIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName BRANCH = new BranchName("evolution/v2");
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final PublisherSettings PUBLISHING =
            PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH).withTags(TagRule.EVERY_VERSION);
    private static final Evolution SEED = evolution(1).build();
    private static final Evolution SECOND = evolution(2).build();

    @TempDir
    Path directory;

    private GitHubWorld world;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        world.git.commit(MAIN, put("README", "hello"));
        publisher(world.credentials()).publish(SEED);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(MergeMethod.class)
    void a_version_is_opened_awaits_its_check_is_merged_and_tagged(MergeMethod method) {
        DeliverySettings settings = merging(method);

        DeliveryResult opened = deliver(settings);
        DeliveryResult stillOpen = deliver(settings);
        check(Check.State.PASSED);
        DeliveryResult merged = deliver(settings);
        DeliveryResult again = deliver(settings);

        CommitId tip = world.git.tip(MAIN).orElseThrow();
        assertThat(opened)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).contains("pull request 1", "'build'"));
        assertThat(stillOpen).isEqualTo(opened);
        assertThat(merged)
                .isInstanceOfSatisfying(
                        DeliveryResult.Delivered.class,
                        delivered -> assertThat(delivered.commit()).isEqualTo(tip));
        assertThat(again).isEqualTo(merged);
        assertEverythingOnce();
    }

    @Test
    void a_red_check_closes_the_pull_request_and_says_why() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.FAILED);

        DeliveryResult result = deliver(merging(MergeMethod.MERGE));
        DeliveryResult again = deliver(merging(MergeMethod.MERGE));

        assertThat(result).isEqualTo(new DeliveryResult.Withdrawn("The checks are red: 'build'"));
        assertThat(again).isInstanceOf(DeliveryResult.Withdrawn.class);
        assertThat(pull().isOpen()).isFalse();
        assertThat(pull().comments()).singleElement().asString().contains("build", "withdrawn");
        assertThat(world.git.tip(BRANCH)).isEmpty();
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    @Test
    void what_a_person_added_to_the_branch_is_not_deleted_with_a_red_version() {
        deliver(merging(MergeMethod.MERGE));
        CommitId theirs = world.git.commit(BRANCH, put("docs/idea.md", "by a person"));
        check(Check.State.FAILED);

        DeliveryResult result = deliver(merging(MergeMethod.MERGE));

        assertThat(result).isInstanceOf(DeliveryResult.Withdrawn.class);
        assertThat(pull().isOpen()).isFalse();
        assertThat(world.git.tip(BRANCH)).contains(theirs);
    }

    @Test
    void a_direct_commit_whose_review_asks_for_changes_is_taken_back_by_a_new_commit() {
        DeliverySettings settings = direct();
        deliver(settings);

        DeliveryResult withdrawn = withdraw(settings, SECOND);
        DeliveryResult again = withdraw(settings, SECOND);
        DeliveryResult first = withdraw(settings, SEED);

        assertThat(withdrawn).isEqualTo(new DeliveryResult.Withdrawn("the review asks for changes"));
        assertThat(again).isEqualTo(withdrawn);
        assertThat(first).isInstanceOf(DeliveryResult.Held.class);
        assertThat(world.git.log(MAIN)).hasSize(4);
        assertThat(world.git.files(MAIN))
                .containsEntry(
                        new RepositoryPath(source()),
                        FileContent.ofText(SEED.source().text()));
    }

    @Test
    void a_check_that_does_not_finish_in_time_withdraws_the_version() {
        deliver(merging(MergeMethod.MERGE));
        world.time.advance(DEADLINE);

        assertThat(deliver(merging(MergeMethod.MERGE)))
                .isInstanceOfSatisfying(
                        DeliveryResult.Withdrawn.class,
                        withdrawn -> assertThat(withdrawn.reason()).contains("30 min", "'build'"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-30, 30})
    void a_clock_of_ours_that_is_wrong_makes_no_check_late_and_none_last_for_ever(long days) {
        Clock wrong = Clock.offset(world.time, Duration.ofDays(days));
        GitHubConnection connection = new GitHubConnection(
                world.settings(), world.credentials(), WriteBudget.ofGitHub(wrong, world.time), wrong, world.time);
        Delivery delivery = delivery(merging(MergeMethod.MERGE), connection);

        DeliveryResult opened = delivery.deliver(SECOND);
        DeliveryResult inTime = delivery.deliver(SECOND);
        world.time.advance(DEADLINE);
        DeliveryResult late = delivery.deliver(SECOND);

        assertThat(opened).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(inTime).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(late).isInstanceOf(DeliveryResult.Withdrawn.class);
    }

    @Test
    void a_check_that_broke_down_may_run_again() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.BROKEN);
        DeliveryResult broken = deliver(merging(MergeMethod.MERGE));
        check(Check.State.PASSED);

        assertThat(broken).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(deliver(merging(MergeMethod.MERGE))).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_person_may_close_it() {
        deliver(merging(MergeMethod.MERGE));
        pull().close();

        assertThat(deliver(merging(MergeMethod.MERGE)))
                .isEqualTo(new DeliveryResult.Withdrawn("pull request 1 was closed by somebody without a merge"));
        assertThat(pull().comments()).isEmpty();
    }

    @Test
    void a_person_may_merge_it() {
        DeliverySettings settings = DeliverySettings.of(DeliveryPolicy.PULL_REQUEST);
        deliver(settings);
        world.time.advance(Duration.ofMinutes(2));
        DeliveryResult waiting = deliver(settings);
        world.repository.mergePull(1, "grace", world.time.instant());

        DeliveryResult result = deliver(settings);

        assertThat(waiting)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        it -> assertThat(it.reason()).contains("a person has to merge it"));
        assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
        assertEverythingOnce();
    }

    @Test
    void a_conflict_on_the_base_waits_for_a_person() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.PASSED);
        world.git.commit(MAIN, put(source(), "final class Somebodys {}\n"));

        assertThat(deliver(merging(MergeMethod.MERGE))).isInstanceOf(DeliveryResult.Held.class);
        assertThat(pull().isOpen()).isTrue();
    }

    @Test
    void a_change_of_the_codec_on_the_base_is_not_merged_with_a_version_into_something_that_nobody_measured() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.PASSED);
        String theirs = SEED.source().text() + "\n\n// a note by a person, which git could merge\n";
        world.git.commit(MAIN, put(source(), theirs));

        DeliveryResult result = deliver(merging(MergeMethod.MERGE));

        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("somebody changed it", source()));
        assertThat(pull().isOpen()).isTrue();
        assertThat(world.git.files(MAIN)).containsEntry(new RepositoryPath(source()), FileContent.ofText(theirs));
    }

    @Test
    void a_red_commit_that_a_person_has_changed_since_is_not_taken_back_by_itself() {
        DeliverySettings settings = direct();
        deliver(settings);
        check(MAIN, Check.State.FAILED);
        FileChange repair = put(source(), SECOND.source().text() + "// repaired by a person\n");
        world.git.commit(MAIN, repair);

        DeliveryResult result = deliver(settings);

        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("somebody changed '" + source(), "rollback v1"));
        assertThat(world.git.files(MAIN))
                .containsEntry(
                        new RepositoryPath(source()),
                        FileContent.ofText(SECOND.source().text() + "// repaired by a person\n"));
    }

    @Test
    void a_change_of_the_codec_in_the_pull_request_waits_for_a_person() {
        deliver(merging(MergeMethod.MERGE));
        CommitId theirs = world.git.commit(BRANCH, put(source(), "final class Somebodys {}\n"));

        assertThat(deliver(merging(MergeMethod.MERGE)))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("Somebody changed the codec", theirs.shortHex()));
        assertThat(world.git.tip(BRANCH)).contains(theirs);
    }

    @Test
    void a_base_that_moved_is_no_obstacle() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.PASSED);
        world.git.commit(MAIN, put("NOTES", "by a person"));

        assertThat(deliver(merging(MergeMethod.MERGE))).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(world.git.files(MAIN).keySet()).contains(new RepositoryPath("NOTES"));
        assertEverythingOnce();
    }

    @Test
    void a_rule_of_the_repository_is_waited_for() {
        deliver(merging(MergeMethod.MERGE));
        check(Check.State.PASSED);
        world.repository.refuseMerges("At least 1 approving review is required by reviewers with write access.");

        assertThat(deliver(merging(MergeMethod.MERGE)))
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).contains("approving review"));
    }

    @Test
    void a_direct_commit_is_delivered_when_its_check_is_green() {
        DeliverySettings settings = direct();
        DeliveryResult waiting = deliver(settings);
        check(MAIN, Check.State.PASSED);

        DeliveryResult delivered = deliver(settings);

        CommitId tip = world.git.tip(MAIN).orElseThrow();
        assertThat(waiting).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(delivered).isEqualTo(new DeliveryResult.Delivered(tip, null));
        assertThat(world.repository.pulls()).isEmpty();
    }

    @Test
    void a_direct_commit_with_a_red_check_is_taken_back_once_by_a_new_commit() {
        DeliverySettings settings = direct();
        deliver(settings);
        check(MAIN, Check.State.FAILED);

        DeliveryResult withdrawn = deliver(settings);
        DeliveryResult again = deliver(settings);

        assertThat(withdrawn).isEqualTo(new DeliveryResult.Withdrawn("The checks of v2 are red: 'build'"));
        assertThat(again).isEqualTo(withdrawn);
        assertThat(world.git.log(MAIN)).hasSize(4);
        assertThat(world.git.files(MAIN))
                .containsEntry(
                        new RepositoryPath(source()),
                        FileContent.ofText(SEED.source().text()));
    }

    @Test
    void a_direct_commit_that_was_taken_back_is_not_delivered_by_a_check_that_turns_green() {
        DeliverySettings settings = direct();
        deliver(settings);
        CommitId second = world.git.tip(MAIN).orElseThrow();
        world.time.advance(DEADLINE);

        DeliveryResult late = deliver(settings);
        new GitHubChecks(world.connection()).report(second, new Check("build", Check.State.PASSED, "", null));
        DeliveryResult green = deliver(settings);

        CommitId rollback = world.git.tip(MAIN).orElseThrow();
        assertThat(late).isInstanceOf(DeliveryResult.Withdrawn.class);
        assertThat(green).isEqualTo(new DeliveryResult.Withdrawn("v2 was taken back by commit " + rollback.shortHex()));
        assertThat(world.git.log(MAIN)).hasSize(4);
    }

    @Test
    void a_branch_of_its_own_is_all_that_is_wanted_where_somebody_else_merges() {
        DeliverySettings settings = DeliverySettings.of(DeliveryPolicy.BRANCH_PER_EVOLUTION);

        DeliveryResult delivered = deliver(settings);

        CommitId tip = world.git.tip(BRANCH).orElseThrow();
        assertThat(delivered).isEqualTo(new DeliveryResult.Delivered(tip, null));
        assertThat(deliver(settings)).isEqualTo(delivered);
        assertThat(world.git.log(MAIN)).hasSize(2);
        assertThat(world.repository.pulls()).isEmpty();
    }

    @Test
    void versions_with_a_tag_are_released_where_that_is_wanted() {
        DeliverySettings direct = DeliverySettings.of(DeliveryPolicy.DIRECT);

        assertThat(deliver(direct)).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(world.repository.releases()).isEmpty();
        assertThat(deliver(direct.releasing(true))).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(deliver(direct.releasing(true))).isInstanceOf(DeliveryResult.Delivered.class);

        assertThat(world.repository.releases())
                .extracting(SimulatedRelease::tag)
                .containsExactly("codec-v2");
    }

    @Test
    void a_process_that_ends_between_any_two_requests_does_nothing_twice() {
        int kills = 0;
        while (isKilled(kills)) {
            kills++;
        }

        System.out.printf("Delivery by pull request: %d ends of the process, each made good by the next%n", kills);
        assertThat(kills).isGreaterThan(20);
    }

    /** Whether a process that ends after so many requests has come to the end before. Another one goes on from there. */
    private boolean isKilled(int requests) {
        world.close();
        world = new GitHubWorld(directory.resolve("killed-after-" + requests));
        world.git.commit(MAIN, put("README", "hello"));
        publisher(world.credentials()).publish(SEED);
        boolean isKilled = false;
        try {
            throughout(new DyingCredentials(world.credentials(), requests));
        } catch (DyingCredentials.Killed expected) {
            isKilled = true;
        }
        throughout(world.credentials());
        assertEverythingOnce();
        assertThat(world.repository.releases()).singleElement().satisfies(release -> {
            assertThat(release.tag()).isEqualTo("codec-v2");
            assertThat(release.name()).isEqualTo("🤖 Autonomous Code Evolution - v2");
            assertThat(release.body()).contains("| Bitrate at 36.0 dB PSNR-Y |");
        });
        return isKilled;
    }

    private void throughout(CredentialSource credentials) {
        DeliverySettings settings = merging(MergeMethod.MERGE).releasing(true);
        if (deliver(settings, credentials) instanceof DeliveryResult.Waiting) {
            check(Check.State.PASSED);
            assertThat(deliver(settings, credentials)).isInstanceOf(DeliveryResult.Delivered.class);
        }
    }

    private DeliveryResult deliver(DeliverySettings settings) {
        return deliver(settings, world.credentials());
    }

    /** One look of one process: nothing of an earlier one is left. */
    private DeliveryResult deliver(DeliverySettings settings, CredentialSource credentials) {
        return delivery(settings, credentials).deliver(SECOND);
    }

    private DeliveryResult withdraw(DeliverySettings settings, Evolution evolution) {
        return delivery(settings, world.credentials()).withdraw(evolution, "the review asks for changes");
    }

    private Delivery delivery(DeliverySettings settings, CredentialSource credentials) {
        return delivery(settings, connection(credentials));
    }

    private Delivery delivery(DeliverySettings settings, GitHubConnection connection) {
        DeliveryHost host = new DeliveryHost(
                new GitHubPullRequests(connection),
                new GitHubPullRequestDecisions(connection),
                new GitHubChecks(connection),
                new GitHubBranches(connection),
                new GitHubTags(connection),
                new GitHubReleases(connection),
                List.of("evolution"),
                List.of(),
                false);
        return new Delivery(publisher(connection), settings, host, connection.hostTime());
    }

    private GitHubConnection connection(CredentialSource credentials) {
        return new GitHubConnection(
                world.settings(), credentials, WriteBudget.ofGitHub(world.time, world.time), world.time, world.time);
    }

    private EvolutionPublisher publisher(CredentialSource credentials) {
        return publisher(connection(credentials));
    }

    private EvolutionPublisher publisher(GitHubConnection connection) {
        return new EvolutionPublisher(
                new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA), PUBLISHING, world.time);
    }

    private void check(Check.State state) {
        check(BRANCH, state);
    }

    private void check(BranchName branch, Check.State state) {
        CommitId head = world.git.tip(branch).orElseThrow();
        new GitHubChecks(world.connection()).report(head, new Check("build", state, "", null));
    }

    private SimulatedPull pull() {
        return world.repository.pulls().get(0);
    }

    private void assertEverythingOnce() {
        assertThat(world.repository.pulls()).hasSize(1).allMatch(SimulatedPull::isMerged);
        assertThat(world.git.log(MAIN).stream()
                        .map(CommitSummary::message)
                        .filter(message -> message.contains("Evolution-Id: " + SECOND.id())))
                .hasSize(1);
        String refs = world.git.git().run("for-each-ref", "--format=%(refname)", "refs/tags", "refs/heads");
        assertThat(refs.lines())
                .containsExactlyInAnyOrder("refs/heads/main", "refs/tags/codec-v1", "refs/tags/codec-v2");
        String tagged = world.git.git().run("rev-parse", "refs/tags/codec-v2^{commit}");
        assertThat(tagged.strip()).isEqualTo(world.git.tip(MAIN).orElseThrow().hex());
        assertThat(world.repository.statuses().stream()
                        .filter(status -> status.name().equals("evoforge/measurement")))
                .hasSize(1);
    }

    private static DeliverySettings merging(MergeMethod method) {
        return awaitingBuild(DeliveryPolicy.PULL_REQUEST).merging(method);
    }

    private static DeliverySettings direct() {
        return awaitingBuild(DeliveryPolicy.DIRECT_WITH_CHECKS);
    }

    private static DeliverySettings awaitingBuild(DeliveryPolicy policy) {
        return DeliverySettings.of(policy)
                .withChecks(new DeliverySettings.CheckRules(
                        List.of("build"),
                        Duration.ZERO,
                        DEADLINE,
                        Duration.ofSeconds(30),
                        DeliverySettings.CheckRules.DEFAULT.own()));
    }

    private static String source() {
        return PUBLISHING.paths().source().value();
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }
}
