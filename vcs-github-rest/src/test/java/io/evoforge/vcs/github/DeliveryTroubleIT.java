package io.evoforge.vcs.github;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static io.evoforge.vcs.github.DeliveryBench.BRANCH;
import static io.evoforge.vcs.github.DeliveryBench.MAIN;
import static io.evoforge.vcs.github.DeliveryBench.SECOND;
import static io.evoforge.vcs.github.DeliveryBench.SEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.delivery.DeliveryResult;
import io.evoforge.vcs.delivery.DeliverySettings;
import io.evoforge.vcs.delivery.Leftover;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.message.ProposalTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that meet what people and hosts do, rollbacks by pull request, and what is cleaned up after all that. */
final class DeliveryTroubleIT {
    private static final BranchName THIRD_BRANCH = new BranchName("evolution/v3");
    private static final BranchName ROLLBACK_BRANCH = new BranchName("evolution/rollback-v2-to-v1");
    private static final String SOURCE =
            DeliveryBench.PUBLISHING.paths().source().value();
    private static final Evolution THIRD = evolution(3).build();

    @TempDir
    Path directory;

    private DeliveryBench bench;

    @BeforeEach
    void start() {
        bench = new DeliveryBench(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void a_repository_without_the_base_branch_waits_for_a_person_and_gets_no_branch() {
        bench.world.git.delete(MAIN);

        assertThat(bench.deliver(SEED))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason())
                                .contains("There is no branch 'main' to propose v1 to", "set commit.branch"));
        assertThat(bench.world.git.git().run("for-each-ref")).isEmpty();
    }

    @Test
    void a_reviewer_that_does_not_exist_is_told_once_and_stops_nothing() {
        bench.withSeed();
        bench.reviewers = List.of("nobody-by-that-name");

        DeliveryResult first = bench.deliver(SECOND);
        DeliveryResult second = bench.deliver(SECOND);

        assertThat(first)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting ->
                                assertThat(waiting.reason()).contains("nobody-by-that-name", "not finished: 'build'"));
        assertThat(second)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).doesNotContain("nobody-by-that-name"));
        bench.report(BRANCH, "success");
        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void labels_without_permission_are_told_and_stop_nothing() {
        bench.withSeed();
        bench.world
                .github
                .faults()
                .on("/labels", 1, Fault.answer(403, "Resource not accessible by personal access token"));

        DeliveryResult first = bench.deliver(SECOND);

        assertThat(first)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).contains("labels", "evolution"));
        assertThat(bench.pull(1).labels()).isEmpty();
        bench.report(BRANCH, "success");
        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_green_draft_waits_until_a_person_marks_it_as_ready() {
        bench.withSeed();
        bench.draft = true;

        DeliveryResult green = bench.merged(SECOND);
        GitHubConnection connection = bench.world.connection();
        new GitHubPullRequestDecisions(connection)
                .markReady(new GitHubPullRequests(connection).find(BRANCH, MAIN).orElseThrow());
        DeliveryResult ready = bench.deliver(SECOND);

        assertThat(green)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).contains("a person has to mark the draft as ready"));
        assertThat(ready).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.pull(1).isMerged()).isTrue();
    }

    @Test
    void a_branch_that_somebody_deleted_ends_its_pull_request_and_withdraws_the_version() {
        bench.withSeed();
        bench.deliver(SECOND);
        bench.world.git.delete(BRANCH);
        bench.pull(1).close(); // as GitHub does by itself

        assertThat(bench.deliver(SECOND))
                .isEqualTo(new DeliveryResult.Withdrawn("pull request 1 was closed by somebody without a merge"));
        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Withdrawn.class);
        assertThat(bench.world.repository.pulls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryPolicy.class,
            names = {"PULL_REQUEST", "BRANCH_PER_EVOLUTION"})
    void a_branch_of_somebody_elses_that_is_called_like_ours_stays_as_it_is(DeliveryPolicy policy) {
        bench.withSeed();
        bench.settings = DeliverySettings.of(policy);
        bench.world.git.git().run("branch", BRANCH.value(), MAIN.value());
        CommitId theirs = bench.someoneCommits(BRANCH, "notes.txt", "mine");

        assertThat(bench.deliver(SECOND))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason())
                                .contains("'evolution/v2'", "somebody else", "delivery.branch-pattern"));
        assertThat(bench.world.git.tip(BRANCH)).contains(theirs);
        assertThat(bench.world.repository.pulls()).isEmpty();
    }

    @Test
    void a_branch_that_has_only_what_the_base_has_may_be_one_that_we_began() {
        bench.withSeed();
        bench.world.git.git().run("branch", BRANCH.value(), MAIN.value());
        bench.someoneCommits(MAIN, "notes.txt", "meanwhile");

        assertThat(bench.merged(SECOND)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_tag_that_exists_elsewhere_waits_for_a_person_and_is_not_moved() {
        bench.withSeed();
        CommitId elsewhere = bench.world.git.tip(MAIN).orElseThrow();
        bench.world.git.git().run("tag", "codec-v2", elsewhere.hex());

        DeliveryResult result = bench.merged(SECOND);

        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason())
                                .contains("The tag 'codec-v2' exists already", elsewhere.shortHex(), "Remove the tag"));
        assertThat(bench.world.git.git().run("rev-parse", "codec-v2").strip()).isEqualTo(elsewhere.hex());
        assertThat(bench.pull(1).isMerged()).isTrue();
        bench.world.git.git().run("tag", "-d", "codec-v2");
        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void what_a_model_wrote_calls_nobody_and_fills_in_no_placeholder() {
        bench.withSeed();
        bench.settings =
                bench.settings.withTemplate(new ProposalTemplate("{version}: {summary}", "{summary}\n\n{metrics}"));
        Evolution hostile = evolution(2)
                .summary("@grace fixes #1 {metrics} <!-- evoforge withdrawn --> [x](https://evil.example)")
                .build();

        bench.deliver(hostile);

        SimulatedPull pull = bench.pull(1);
        assertThat(pull.title())
                .startsWith("v2: (at)grace fixes no. 1 {metrics}")
                .doesNotContain("\n");
        assertThat(pull.body().lines().findFirst().orElseThrow())
                .contains("{metrics}")
                .doesNotContain("@grace", "#1", "-->", "https://");
        assertThat(pull.body().split("BD-rate, mean of held out", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_person_squashed_in_the_words_of_the_host_is_built_on(boolean description) {
        bench.withSeed();
        bench.settings =
                bench.settings.merging(null).withTemplate(new ProposalTemplate("Codec {version}", "{summary}"));
        if (description) {
            bench.world.repository.squashWithDescription();
        }
        squashedByAPerson(1, () -> bench.deliver(SECOND));
        squashedByAPerson(2, () -> bench.rollback(EvolutionVersion.SEED));

        bench.deliver(THIRD);

        assertThat(bench.world.repository.pulls()).hasSize(3);
        assertThat(bench.world.git.log(MAIN))
                .extracting(commit -> commit.title())
                .startsWith("Codec rollback - v2 to v1 (#2)")
                .contains(description ? "Codec v2 (#1)" : "🤖 Autonomous Code Evolution - v2 (#1)");
    }

    private void squashedByAPerson(int number, Supplier<DeliveryResult> step) {
        assertThat(step.get()).isInstanceOf(DeliveryResult.Waiting.class);
        bench.world.repository.mergePull(number, "squash", "grace", bench.world.time.instant());
        assertThat(step.get()).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @ParameterizedTest
    @EnumSource(MergeMethod.class)
    void a_rollback_goes_through_a_pull_request_with_the_same_checks(MergeMethod method) {
        bench.settings = bench.settings.merging(method);
        bench.withSeed();
        bench.merged(SECOND);
        EvolutionVersion first = EvolutionVersion.SEED;

        DeliveryResult opened = bench.rollback(first);
        DeliveryResult again = bench.rollback(first);
        bench.report(ROLLBACK_BRANCH, "success");
        DeliveryResult merged = bench.rollback(first);
        DeliveryResult done = bench.rollback(first);

        assertThat(opened)
                .isInstanceOfSatisfying(
                        DeliveryResult.Waiting.class,
                        waiting -> assertThat(waiting.reason()).contains("pull request 2", "'build'"));
        assertThat(again).isEqualTo(opened);
        assertThat(merged).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(done).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.world.repository.pulls()).hasSize(2).allMatch(SimulatedPull::isMerged);
        assertThat(bench.pull(2).title()).isEqualTo("Codec rollback - v2 to v1");
        assertThat(bench.pull(2).body()).contains("fails on grain").doesNotContain("@somebody");
        assertThat(bench.source()).isEqualTo(SEED.source().text());
        assertThat(bench.world.git.tip(ROLLBACK_BRANCH)).isEmpty();
        assertThat(bench.merged(THIRD)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_rollback_with_a_red_check_waits_for_a_person() {
        bench.withSeed();
        bench.merged(SECOND);
        bench.rollback(EvolutionVersion.SEED);
        bench.report(ROLLBACK_BRANCH, "failure");

        assertThat(bench.rollback(EvolutionVersion.SEED))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("red: 'build'", "not taken back by itself"));
        assertThat(bench.source()).isEqualTo(SECOND.source().text());
    }

    @Test
    void a_change_of_the_codec_on_the_base_is_not_merged_with_a_rollback_into_something_that_nobody_measured() {
        greenRollback();
        String theirs = SECOND.source().text() + "\n\n// a note by a person, which git could merge\n";
        bench.someoneCommits(MAIN, SOURCE, theirs);

        assertThat(bench.rollback(EvolutionVersion.SEED))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("pull request 2", "changed the codec on 'main'"));
        assertThat(bench.source()).isEqualTo(theirs);
    }

    @Test
    void a_change_of_the_codec_in_the_pull_request_of_a_rollback_waits_for_a_person() {
        greenRollback();
        CommitId theirs = bench.someoneCommits(ROLLBACK_BRANCH, SOURCE, "final class Somebodys {}\n");
        bench.report(ROLLBACK_BRANCH, "success");

        assertThat(bench.rollback(EvolutionVersion.SEED))
                .isInstanceOfSatisfying(
                        DeliveryResult.Held.class,
                        held -> assertThat(held.reason()).contains("pull request 2", theirs.shortHex()));
        assertThat(bench.source()).isEqualTo(SECOND.source().text());
    }

    @Test
    void a_squashed_rollback_keeps_its_own_message_whatever_a_person_added_to_its_branch() {
        bench.settings = bench.settings.merging(MergeMethod.SQUASH);
        greenRollback();
        bench.someoneCommits(ROLLBACK_BRANCH, "notes.txt", "mine");
        bench.report(ROLLBACK_BRANCH, "success");

        assertThat(bench.rollback(EvolutionVersion.SEED)).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.world.git.log(MAIN).get(0).message())
                .startsWith("Codec rollback - v2 to v1")
                .contains("Rollback-Of: 2");
    }

    @Test
    void a_rollback_by_pull_request_gives_up_what_a_person_changed_before_it() {
        bench.withSeed();
        bench.merged(SECOND);
        bench.someoneCommits(MAIN, SOURCE, "final class Somebodys {}\n");
        bench.rollback(EvolutionVersion.SEED);
        bench.report(ROLLBACK_BRANCH, "success");

        assertThat(bench.rollback(EvolutionVersion.SEED)).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.source()).isEqualTo(SEED.source().text());
    }

    @Test
    void a_rollback_to_the_newest_version_gives_up_what_a_person_changed_since() {
        BranchName branch = new BranchName("evolution/rollback-v2-to-v2");
        bench.withSeed();
        bench.merged(SECOND);
        bench.someoneCommits(MAIN, SOURCE, "final class Somebodys {}\n");

        DeliveryResult opened = bench.rollback(SECOND.version());
        bench.report(branch, "success");
        DeliveryResult merged = bench.rollback(SECOND.version());

        assertThat(opened).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(merged).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.source()).isEqualTo(SECOND.source().text());
        assertThat(bench.rollback(SECOND.version())).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_rollback_goes_to_the_version_of_its_own_run() {
        bench.withSeed();
        bench.merged(SECOND);
        bench.otherRunPublishes(1);

        DeliveryResult opened = bench.rollback(EvolutionVersion.SEED);
        bench.report(ROLLBACK_BRANCH, "success");
        DeliveryResult merged = bench.rollback(EvolutionVersion.SEED);

        assertThat(opened).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(merged).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(bench.source()).isEqualTo(SEED.source().text());
    }

    @Test
    void a_red_commit_is_taken_back_to_the_version_before_it_of_its_own_run() {
        bench.settings = DeliverySettings.of(DeliveryPolicy.DIRECT_WITH_CHECKS).withChecks(bench.settings.checks());
        bench.withSeed();
        bench.otherRunPublishes(3);
        bench.deliver(SECOND);
        bench.report(MAIN, "failure");
        bench.otherRunPublishes(4);

        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Withdrawn.class);
        assertThat(bench.source()).isEqualTo(SEED.source().text());
    }

    @Test
    void a_higher_number_of_another_run_supersedes_nothing() {
        bench.withSeed();
        bench.deliver(SECOND);
        bench.otherRunPublishes(3);

        assertThat(bench.cleanup().leftovers()).isEmpty();
    }

    /** Open, and green on its first commit. */
    private void greenRollback() {
        bench.withSeed();
        bench.merged(SECOND);
        bench.rollback(EvolutionVersion.SEED);
        bench.report(ROLLBACK_BRANCH, "success");
    }

    @Test
    void what_github_has_not_found_out_yet_is_no_conflict() {
        bench.withSeed();
        bench.world.repository.computeMergeability(true);

        DeliveryResult undecided = bench.merged(SECOND);
        bench.world.repository.computeMergeability(false);

        assertThat(undecided).isInstanceOf(DeliveryResult.Waiting.class);
        assertThat(bench.deliver(SECOND)).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void a_red_version_that_a_person_merges_at_the_same_moment_is_delivered() {
        bench.withSeed();
        bench.deliver(SECOND);
        bench.report(BRANCH, "failure");
        bench.mergedWhenCommentedOn(1);

        DeliveryResult result = bench.deliver(SECOND);

        CommitId tip = bench.world.git.tip(MAIN).orElseThrow();
        assertThat(result)
                .isEqualTo(new DeliveryResult.Delivered(
                        tip,
                        new GitHubPullRequests(bench.world.connection())
                                .find(BRANCH, MAIN)
                                .orElseThrow()
                                .page()));
        assertThat(bench.world.git.git().run("rev-parse", "codec-v2^{commit}").strip())
                .isEqualTo(tip.hex());
        assertThat(bench.deliver(SECOND)).isEqualTo(result);
    }

    @Test
    void what_a_person_closed_since_it_was_listed_gets_no_word_about_a_cleanup() {
        bench.withSeed();
        bench.deliver(SECOND);
        bench.merged(THIRD);
        List<Leftover> leftovers = bench.cleanup().leftovers();
        bench.pull(1).close();

        assertThat(bench.cleanup().remove(leftovers.get(0))).isTrue();
        assertThat(bench.pull(1).comments()).isEmpty();
        assertThat(bench.world.git.tip(BRANCH)).isEmpty();
    }

    @Test
    void only_leftovers_of_ours_are_cleaned_up() {
        bench.withSeed();
        bench.settings = bench.settings.deletingBranch(false);
        bench.merged(SECOND); // its branch stays
        bench.deliver(THIRD); // on its way
        CommitId somebodys = bench.someoneCommits(new BranchName("evolution/v9"), "notes.txt", "mine");
        bench.someoneCommits(BRANCH, "notes.txt", "added by a person");
        bench.world.git.git().run("update-ref", "refs/heads/evolution/" + "long/".repeat(50) + "name", somebodys.hex());

        List<Leftover> withPersonsCommit = bench.cleanup().leftovers();
        bench.world.git.move(BRANCH, bench.world.git.log(BRANCH).get(1).id());
        List<Leftover> leftovers = bench.cleanup().leftovers();

        assertThat(withPersonsCommit).isEmpty();
        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.branch()).isEqualTo(BRANCH);
            assertThat(leftover.pullRequest()).isNull();
            assertThat(leftover.reason()).isEqualTo("'main' has v2 already");
        });
        assertThat(bench.world.git.tip(BRANCH)).as("a list changes nothing").isPresent();
        assertThat(bench.cleanup().remove(leftovers.get(0))).isTrue();
        assertThat(bench.world.git.tip(BRANCH)).isEmpty();
        assertThat(bench.world.git.tip(THIRD_BRANCH)).isPresent();
        assertThat(bench.world.git.tip(new BranchName("evolution/v9"))).contains(somebodys);
        assertThat(bench.cleanup().leftovers()).isEmpty();
    }

    @Test
    void a_superseded_pull_request_is_closed_with_a_word_and_a_moved_branch_is_left_alone() {
        bench.withSeed();
        bench.deliver(SECOND);
        bench.merged(THIRD);

        List<Leftover> leftovers = bench.cleanup().leftovers();
        CommitId ours = bench.world.git.tip(BRANCH).orElseThrow();
        bench.someoneCommits(BRANCH, "notes.txt", "quick");
        boolean goneThough = bench.cleanup().remove(leftovers.get(0));
        boolean stillOpen = bench.pull(1).isOpen();
        bench.world.git.move(BRANCH, ours);
        boolean gone = bench.cleanup().remove(leftovers.get(0));

        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.branch()).isEqualTo(BRANCH);
            assertThat(leftover.reason()).isEqualTo("superseded: 'main' has v3 by now");
        });
        assertThat(goneThough).isFalse();
        assertThat(stillOpen).isTrue();
        assertThat(gone).isTrue();
        assertThat(bench.world.git.tip(BRANCH)).isEmpty();
        assertThat(bench.pull(1).isOpen()).isFalse();
        assertThat(bench.pull(1).comments()).singleElement().asString().contains("superseded");
    }
}
