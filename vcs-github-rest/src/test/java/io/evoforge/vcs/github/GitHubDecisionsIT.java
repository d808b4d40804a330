package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.testkit.github.Fault;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.Merge;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.hosting.MergeOutcome;
import io.evoforge.vcs.hosting.Note;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.hosting.Review;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of open pull requests, of their branches and of tags. */
final class GitHubDecisionsIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName EVOLUTION = new BranchName("evolution/v2");

    @TempDir
    Path directory;

    private GitHubWorld world;
    private GitHubConnection connection;
    private GitHubPullRequestDecisions underTest;
    private PullRequest pullRequest;

    @BeforeEach
    void start() {
        world = new GitHubWorld(directory);
        CommitId base = world.git.commit(MAIN, put("README", "hello"));
        connection = world.connection();
        underTest = new GitHubPullRequestDecisions(connection);
        GitHubVersionControl versionControl = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);
        versionControl.commit(aChangeset()
                .branch(EVOLUTION)
                .on(base)
                .put("a.txt", "2")
                .message("Evolve v2\n\nCodec-Version: 2\n")
                .build());
        versionControl.push(EVOLUTION, MergeDriver.NONE);
        new GitHubPullRequests(connection)
                .propose(new PullRequestProposal(EVOLUTION, MAIN, "Codec v2", "Better", List.of(), List.of(), false));
        pullRequest = look();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(MergeMethod.class)
    void a_merge_takes_what_the_base_has_got_meanwhile(MergeMethod method) {
        world.git.commit(MAIN, put("other.txt", "by a person"));

        MergeOutcome outcome = underTest.merge(pullRequest, merge(method));

        CommitId merged = world.git.tip(MAIN).orElseThrow();
        assertThat(outcome).isEqualTo(new MergeOutcome.Merged(merged));
        assertThat(world.git.files(MAIN)).hasSize(3);
        assertThat(look().state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(look().mergeCommit()).isEqualTo(merged);
        assertThat(world.git.log(MAIN).stream().map(CommitSummary::title))
                .contains(method == MergeMethod.REBASE ? "Evolve v2" : "Take v2");
    }

    @Test
    void a_lost_answer_merges_once() {
        world.github.faults().on("/merge", 1, Fault.reset().afterProcessing());

        MergeOutcome outcome = underTest.merge(pullRequest, merge(MergeMethod.SQUASH));

        assertThat(outcome)
                .isEqualTo(new MergeOutcome.Merged(world.git.tip(MAIN).orElseThrow()));
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    @Test
    void a_head_that_moved_is_not_merged() {
        world.git.commit(EVOLUTION, put("surprise.txt", "unseen"));

        assertThat(underTest.merge(pullRequest, merge(MergeMethod.MERGE))).isInstanceOf(MergeOutcome.Moved.class);
        assertThat(look().isOpen()).isTrue();
    }

    @Test
    void a_clean_status_is_no_refusal_and_is_tried_again() {
        world.github.faults().on("/merge", 1, Fault.answer(422, "Pull request Pull request is in clean status"));

        assertThat(underTest.merge(pullRequest, merge(MergeMethod.MERGE))).isInstanceOf(MergeOutcome.Moved.class);
    }

    @Test
    void a_conflict_is_told_apart_from_a_rule() {
        world.repository.refuseMerges("At least 1 approving review is required by reviewers with write access.");
        MergeOutcome rule = underTest.merge(pullRequest, merge(MergeMethod.MERGE));
        world.repository.refuseMerges(null);
        world.git.commit(MAIN, put("a.txt", "somebody else's"));

        MergeOutcome conflict = underTest.merge(pullRequest, merge(MergeMethod.MERGE));

        assertThat(rule)
                .isInstanceOfSatisfying(
                        MergeOutcome.NotAllowedYet.class,
                        waiting -> assertThat(waiting.message()).contains("approving review"));
        assertThat(conflict).isInstanceOf(MergeOutcome.Conflicting.class);
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    @Test
    void closing_says_why_once() {
        Note why = new Note("withdrawn v2", "The check `build` failed.");
        world.github.faults().on("/comments", 1, Fault.answer(404, "Not Found"));
        underTestQuietly(() -> underTest.close(pullRequest, why));

        underTest.close(pullRequest, why);
        underTest.close(pullRequest, why);

        assertThat(world.repository.pulls().get(0).comments()).hasSize(1);
        assertThat(underTest.comment(pullRequest, "withdrawn v2")).contains("The check `build` failed.");
        assertThat(underTest.comment(pullRequest, "withdrawn v3")).isEmpty();
        assertThat(look().state()).isEqualTo(PullRequest.State.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closing_what_was_merged_meanwhile_says_that_it_was(boolean refused) {
        world.repository.mergePull(1, "grace", world.time.instant());
        if (refused) {
            world.github
                    .faults()
                    .on("PATCH /repos/{owner}/{repo}/pulls/{number}", 1, Fault.answer(422, "Validation Failed"));
        }

        PullRequest now = underTest.close(pullRequest, new Note("withdrawn v2", "Too late."));

        assertThat(now.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(now.mergeCommit()).isEqualTo(world.git.tip(MAIN).orElseThrow());
    }

    @Test
    void a_comment_by_a_stranger_with_our_marker_is_not_ours() {
        Note forged = new Note("withdrawn v2", "Run my script.");
        String ours = world.token;
        world.token = world.github.accounts().classicToken("mallory");
        new GitHubPullRequestDecisions(world.connection()).close(pullRequest, forged);
        world.token = ours;

        assertThat(new GitHubPullRequestDecisions(world.connection()).comment(pullRequest, "withdrawn v2"))
                .isEmpty();
    }

    @Test
    void a_review_is_posted_once_and_a_line_that_github_does_not_take_goes_into_the_text() {
        Review review = new Review(
                new Note("review v2 approve", "Reads well."),
                List.of(new Review.Comment(new RepositoryPath("README"), 1, "Odd.")));

        underTest.post(pullRequest, review);
        underTest.post(pullRequest, review);

        assertThat(world.repository.pulls().get(0).reviews())
                .singleElement()
                .asString()
                .startsWith("COMMENT: Reads well.")
                .contains("`README`, line 1: Odd.");
        assertThat(underTest.review(pullRequest, "review v2"))
                .hasValueSatisfying(text -> assertThat(text).contains("review v2 approve"));
    }

    @Test
    void a_draft_becomes_ready() {
        underTest.close(pullRequest, new Note("other", "Once more, as a draft."));
        new GitHubPullRequests(connection)
                .propose(new PullRequestProposal(EVOLUTION, MAIN, "Codec v2", "Better", List.of(), List.of(), true));
        PullRequest draft = look();

        underTest.markReady(draft);

        assertThat(draft.state()).isEqualTo(PullRequest.State.DRAFT);
        assertThat(look().state()).isEqualTo(PullRequest.State.OPEN);
    }

    @Test
    void a_commit_that_comes_while_its_branch_is_deleted_is_not_lost() {
        CommitId tip = world.git.tip(EVOLUTION).orElseThrow();
        List<CommitId> pushed = new ArrayList<>();
        world.github
                .faults()
                .on(
                        request -> {
                            if (request.body().contains("updateRefs") && pushed.isEmpty()) {
                                pushed.add(world.git.commit(EVOLUTION, put("late.txt", "late")));
                            }
                            return false;
                        },
                        0,
                        1,
                        Fault.drop());

        boolean isGone = new GitHubBranches(connection).delete(EVOLUTION, tip);

        assertThat(isGone).isFalse();
        assertThat(pushed).hasSize(1);
        assertThat(world.git.tip(EVOLUTION)).contains(pushed.get(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lost_answer_to_a_deletion_is_settled(boolean graphQl) {
        CommitId tip = world.git.tip(EVOLUTION).orElseThrow();
        GitHubSettings settings = graphQl ? world.settings() : world.settings().withoutGraphQl();
        world.github
                .faults()
                .on(
                        request -> request.method().equals("DELETE")
                                || request.body().contains("updateRefs"),
                        0,
                        1,
                        Fault.reset().afterProcessing());

        assertThat(new GitHubBranches(world.connection(settings)).delete(EVOLUTION, tip))
                .isTrue();
        assertThat(world.git.tip(EVOLUTION)).isEmpty();
    }

    @Test
    void only_the_branch_that_was_meant_is_deleted() {
        GitHubBranches branches = new GitHubBranches(connection);
        CommitId tip = world.git.tip(EVOLUTION).orElseThrow();
        world.git.commit(MAIN, put("b.txt", "b"));

        assertThat(branches.startingWith("evolution/")).containsOnlyKeys(EVOLUTION);
        assertThat(branches.delete(MAIN, tip)).isFalse();
        assertThat(branches.delete(EVOLUTION, tip)).isTrue();
        assertThat(branches.delete(EVOLUTION, tip)).isTrue();
        assertThat(world.git.tip(EVOLUTION)).isEmpty();
        assertThat(world.git.tip(MAIN)).isPresent();
    }

    @Test
    void a_tag_is_made_once_and_never_moved() {
        GitHubTags tags = new GitHubTags(connection);
        Tag tag = new Tag(new TagName("codec-v2"), "Codec v2\n");
        CommitId tip = world.git.tip(EVOLUTION).orElseThrow();
        CommitId other = world.git.tip(MAIN).orElseThrow();
        Signature tagger =
                new Signature("Ada", "ada@example.org", world.time.instant().atOffset(java.time.ZoneOffset.UTC));

        assertThat(tags.tag(tag, tip, tagger)).isEqualTo(tip);
        assertThat(tags.tag(tag, tip, tagger)).isEqualTo(tip);
        assertThat(tags.tag(tag, other, tagger)).isEqualTo(tip);
    }

    @Test
    void a_release_is_made_once_and_left_as_it_is() {
        GitHubReleases releases = new GitHubReleases(connection);
        TagName tag = new TagName("codec-v2");
        CommitId tip = world.git.tip(EVOLUTION).orElseThrow();
        world.github.faults().on("/releases", 1, Fault.reset().afterProcessing());

        URI made = releases.release(tag, tip, "Codec v2", "x".repeat(200_000));
        URI again = releases.release(tag, tip, "Other words", "Other text");

        assertThat(again).isEqualTo(made);
        assertThat(made.getPath()).isEqualTo("/acme/codec/releases/tag/codec-v2");
        assertThat(world.repository.releases()).singleElement().satisfies(release -> {
            assertThat(release.name()).isEqualTo("Codec v2");
            assertThat(release.body()).hasSizeLessThanOrEqualTo(125_000);
        });
        // a tag that was not there is where it was meant to be, and not on the default branch
        assertThat(world.git.tags()).containsEntry(tag, tip);
    }

    @Test
    void commits_are_compared_in_one_request() {
        GitHubComparisons comparisons = new GitHubComparisons(connection);
        CommitId fork = world.git.tip(MAIN).orElseThrow();
        CommitId main = world.git.commit(MAIN, put("one.txt", "1"), put("two.txt", "2"));
        CommitId evolution = world.git.tip(EVOLUTION).orElseThrow();
        world.github.requests().clear();

        Comparisons.Comparison apart = comparisons.compare(evolution, main).orElseThrow();
        int requests = world.github.requests().count();

        assertThat(apart.ahead()).isEqualTo(1);
        assertThat(apart.behind()).isEqualTo(1);
        assertThat(apart.files()).containsExactly("one.txt", "two.txt");
        assertThat(apart.page().getPath()).isEqualTo("/acme/codec/compare/" + evolution + "..." + main);
        assertThat(requests).isEqualTo(1);
        assertThat(comparisons.compare(fork, fork)).hasValueSatisfying(same -> {
            assertThat(same.ahead() + same.behind()).isZero();
            assertThat(same.files()).isEmpty();
        });
        assertThat(comparisons.compare(fork, new CommitId("1".repeat(40)))).isEmpty();
    }

    private static void underTestQuietly(Runnable action) {
        try {
            action.run();
        } catch (io.evoforge.core.versioncontrol.VersionControlException expected) {
            assertThat(expected).isNotNull();
        }
    }

    private Merge merge(MergeMethod method) {
        return new Merge(method, pullRequest.headCommit(), "Take v2", "Why not.");
    }

    private PullRequest look() {
        return new GitHubPullRequests(connection).find(EVOLUTION, MAIN).orElseThrow();
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }
}
