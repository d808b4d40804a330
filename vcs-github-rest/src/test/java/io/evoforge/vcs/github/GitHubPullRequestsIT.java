package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.Permission;
import io.evoforge.testkit.github.SimulatedPull;
import io.evoforge.vcs.hosting.Check;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitHubPullRequestsIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName EVOLUTION = new BranchName("evolution/v2");

    @TempDir
    Path directory;

    private GitHubWorld world;
    private GitHubConnection connection;
    private GitHubPullRequests underTest;
    private CommitId commit;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        CommitId base = world.git.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("hello"), FileMode.REGULAR));
        connection = world.connection();
        underTest = new GitHubPullRequests(connection);
        GitHubVersionControl versionControl = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        versionControl.commit(
                aChangeset().branch(EVOLUTION).on(base).put("a.txt", "2").build());
        versionControl.push(EVOLUTION, MergeDriver.NONE);
        commit = world.git.tip(EVOLUTION).orElseThrow();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_pull_request_says_what_it_was_told_to() {
        world.repository.addReviewer("grace");

        ProposalOutcome outcome = underTest.propose(proposal(List.of("evolution", "codec"), List.of("grace"), true));

        assertThat(outcome).isInstanceOfSatisfying(ProposalOutcome.Opened.class, opened -> {
            assertThat(opened.warnings()).isEmpty();
            assertThat(opened.pullRequest().number()).isEqualTo(1);
            assertThat(opened.pullRequest().state()).isEqualTo(PullRequest.State.DRAFT);
            assertThat(opened.pullRequest().page().toString()).endsWith("/acme/codec/pull/1");
        });
        SimulatedPull pull = world.repository.pulls().get(0);
        assertThat(pull.title()).isEqualTo("Codec v2");
        assertThat(pull.body()).isEqualTo("| metric | v2 |");
        assertThat(pull.head()).isEqualTo("evolution/v2");
        assertThat(pull.base()).isEqualTo("main");
        assertThat(pull.labels()).containsExactlyInAnyOrder("evolution", "codec");
        assertThat(pull.requestedReviewers()).containsExactly("grace");
    }

    @Test
    void one_that_is_open_is_adopted_and_completed() {
        underTest.propose(proposal(List.of("evolution"), List.of(), false));

        ProposalOutcome outcome = new GitHubPullRequests(world.connection())
                .propose(proposal(List.of("evolution", "late"), List.of(), false));

        assertThat(outcome).isInstanceOf(ProposalOutcome.Adopted.class);
        assertThat(world.repository.pulls()).hasSize(1);
        assertThat(world.repository.pulls().get(0).labels()).containsExactly("evolution", "late");
    }

    @Test
    void a_lost_answer_opens_no_second_one() {
        world.github.faults().on("/pulls", 1, Fault.reset().afterProcessing());

        ProposalOutcome outcome = underTest.propose(proposal(List.of(), List.of(), false));

        assertThat(outcome).isInstanceOf(ProposalOutcome.Adopted.class);
        assertThat(world.repository.pulls()).hasSize(1);
    }

    @Test
    void a_reviewer_that_github_does_not_take_is_a_warning() {
        ProposalOutcome outcome = underTest.propose(proposal(List.of(), List.of("nobody"), false));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ProposalOutcome.Opened.class,
                        opened -> assertThat(opened.warnings())
                                .singleElement()
                                .asString()
                                .contains("[nobody]")
                                .contains("collaborator"));
    }

    @Test
    void one_that_was_closed_is_left_closed_and_a_new_one_is_opened() {
        underTest.propose(proposal(List.of(), List.of(), false));
        world.repository.pulls().get(0).close();

        ProposalOutcome outcome = underTest.propose(proposal(List.of(), List.of(), false));

        assertThat(outcome).isInstanceOf(ProposalOutcome.Opened.class);
        assertThat(underTest.find(EVOLUTION, MAIN)).map(PullRequest::state).contains(PullRequest.State.OPEN);
        assertThat(underTest.find(new BranchName("evolution/v9"), MAIN)).isEmpty();
    }

    @Test
    void one_is_found_again_after_the_repository_went_to_another_owner() {
        underTest.propose(proposal(List.of(), List.of(), false));
        world.repository.transfer("umbrella");

        ProposalOutcome outcome = underTest.propose(proposal(List.of(), List.of(), false));

        assertThat(outcome).isInstanceOf(ProposalOutcome.Adopted.class);
        assertThat(underTest.find(EVOLUTION, MAIN)).isPresent();
        assertThat(world.repository.pulls()).hasSize(1);
    }

    @Test
    void what_strangers_propose_is_not_taken_for_ours() {
        underTest.propose(proposal(List.of(), List.of(), false));
        world.repository.proposeFromFork("mallory", EVOLUTION.value(), "main", "Take mine", world.time.instant());
        world.git.git().run("update-ref", "refs/heads/\u00fcber-alles", commit.hex());
        new GitHubApi(connection)
                .send(
                        "POST",
                        "/pulls",
                        GitHubApi.object()
                                .put("title", "A name of somebody else's")
                                .put("head", "\u00fcber-alles")
                                .put("base", "main"),
                        GitHubApi.Repeat.UNSAFE);

        assertThat(world.repository.pulls()).hasSize(3);
        assertThat(underTest.open(MAIN)).extracting(PullRequest::title).containsExactly("Codec v2");
        assertThat(underTest.find(EVOLUTION, MAIN)).map(PullRequest::title).contains("Codec v2");
    }

    @Test
    void a_check_is_found_behind_hundreds_of_others() {
        world.token = world.github.accounts().classicToken("ci", EnumSet.allOf(Permission.class));
        GitHubChecks checks = new GitHubChecks(connection);
        checks.report(commit, new Check("evoforge/measurement", Check.State.PASSED, "", null));
        checks.report(commit, new Check("build", Check.State.FAILED, "", null), "red");
        for (int i = 0; i < 230; i++) {
            world.repository.reportStatus(EVOLUTION.value(), "shard-" + i, "success", world.time.instant());
        }

        assertThat(checks.of(commit)).hasSize(232).extracting(Check::name).contains("evoforge/measurement", "build");
    }

    @Test
    void nothing_to_review_is_no_fault() {
        world.git.move(MAIN, commit);

        assertThat(underTest.propose(proposal(List.of(), List.of(), false)))
                .isEqualTo(new ProposalOutcome.NothingToPropose());
    }

    @Test
    void statuses_and_check_runs_are_read_together_and_the_newest_of_a_name_counts() {
        world.token = world.github.accounts().classicToken("ci", EnumSet.allOf(Permission.class));
        GitHubChecks checks = new GitHubChecks(connection);
        URI details = URI.create("https://example.org/run/1");
        checks.report(commit, new Check("evoforge/bd-rate", Check.State.PENDING, "measuring", null));
        checks.report(commit, new Check("evoforge/bd-rate", Check.State.PASSED, "3 % fewer bits", details));
        new GitHubApi(connection)
                .send(
                        "POST",
                        "/check-runs",
                        GitHubApi.object()
                                .put("name", "build")
                                .put("head_sha", commit.hex())
                                .put("status", "completed")
                                .put("conclusion", "failure"),
                        GitHubApi.Repeat.UNSAFE);

        assertThat(checks.of(commit))
                .allSatisfy(check -> assertThat(check.reportedAt()).isNotNull())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("reportedAt")
                .containsExactly(
                        new Check("build", Check.State.FAILED, "", null),
                        new Check("evoforge/bd-rate", Check.State.PASSED, "3 % fewer bits", details));
    }

    @ParameterizedTest
    @CsvSource({
        "failure, success, FAILED",
        "success, failure, FAILED",
        "success, , PENDING",
        ", success, PENDING",
        "cancelled, failure, FAILED",
        "cancelled, success, PASSED",
        "success, cancelled, BROKEN",
        "skipped, success, PASSED"
    })
    void runs_of_one_name_in_two_suites_count_together_and_a_newer_green_one_beats_a_cancelled_one(
            @Nullable String older, @Nullable String newer, Check.State together) {
        String branch = EVOLUTION.value();
        world.repository.reportRun(branch, "build", 8, newer, world.time.instant());
        world.repository.reportRun(branch, "build", 7, "failure", world.time.instant());
        world.repository.reportRun(branch, "build", 7, older, world.time.instant());

        assertThat(new GitHubChecks(connection).of(commit))
                .extracting(Check::name, Check::state)
                .containsExactly(tuple("build", together));
    }

    @Test
    void a_status_and_a_check_run_of_one_name_hide_nothing_of_each_other() {
        world.repository.reportStatus(EVOLUTION.value(), "build", "success", world.time.instant());
        world.repository.reportStatus(EVOLUTION.value(), "lint", "failure", world.time.instant());
        world.repository.reportRun(EVOLUTION.value(), "build", 7, "failure", world.time.instant());
        world.repository.reportRun(EVOLUTION.value(), "lint", 7, "success", world.time.instant());

        assertThat(new GitHubChecks(connection).of(commit))
                .extracting(Check::state)
                .containsOnly(Check.State.FAILED);
    }

    private static PullRequestProposal proposal(List<String> labels, List<String> reviewers, boolean draft) {
        return new PullRequestProposal(EVOLUTION, MAIN, "Codec v2", "| metric | v2 |", labels, reviewers, draft);
    }
}
