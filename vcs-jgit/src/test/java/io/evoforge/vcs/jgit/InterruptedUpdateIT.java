package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.GitProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References are written one by one: what a kill between two of them leaves, and what becomes of it. */
class InterruptedUpdateIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final String TIP = "refs/heads/main";
    private static final String REMOTE_TIP = "refs/remotes/origin/main";
    private static final String BASE = "refs/evoforge/base/main";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private BareGitRepository remote;

    @SuppressWarnings("NullAway.Init")
    private CommitId base;

    @SuppressWarnings("NullAway.Init")
    private CommitId ours;

    @BeforeEach
    void publishOne() {
        remote = BareGitRepository.create(directory.resolve("remote.git"));
        base = someoneElseCommits("README");
        try (JGitVersionControl git = open()) {
            ours = ((CommitOutcome.Committed)
                            git.commit(aChangeset().on(base).put("a.txt", "1").build()))
                    .commit();
            assertThat(git.push(MAIN, MergeDriver.NONE)).isEqualTo(new PushOutcome.Pushed(ours, Map.of()));
        }
    }

    @Test
    void a_push_that_was_not_noted_is_found_done() {
        interrupted(ours, base, base);

        assertPublishedOnce();
    }

    @Test
    void a_push_that_was_noted_at_the_remote_only_is_found_done() {
        interrupted(ours, ours, base);

        assertPublishedOnce();
    }

    @Test
    void a_push_that_was_not_noted_is_found_done_though_others_went_on() {
        CommitId theirs = someoneElseCommits("b.txt");
        interrupted(ours, base, base);

        try (JGitVersionControl git = open()) {
            assertThat(git.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
            assertThat(git.status(MAIN, 9).unpublished()).isEmpty();
        }
        assertThat(remote.log(MAIN)).extracting(CommitSummary::id).containsExactly(theirs, ours, base);
    }

    @Test
    void what_others_have_is_not_taken_for_ours_after_a_new_parent() {
        CommitId theirs = someoneElseCommits("b.txt");
        CommitId next;
        try (JGitVersionControl git = open()) {
            git.status(MAIN, 0);
            next = ((CommitOutcome.Committed) git.commit(aChangeset()
                            .on(theirs)
                            .put("c.txt", "1")
                            .message("Next")
                            .build()))
                    .commit();
        }
        interrupted(next, theirs, ours);

        try (JGitVersionControl git = open()) {
            assertThat(git.status(MAIN, 9).unpublished()).containsExactly(next);
            assertThat(git.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
        }
        assertThat(remote.log(MAIN)).extracting(CommitSummary::id).containsExactly(next, theirs, ours, base);
    }

    private void assertPublishedOnce() {
        try (JGitVersionControl git = open()) {
            PushOutcome outcome = git.push(MAIN, MergeDriver.NONE);

            assertThat(outcome).isIn(new PushOutcome.UpToDate(ours), new PushOutcome.Pushed(ours, Map.of()));
            assertThat(git.status(MAIN, 9).unpublished()).isEmpty();
        }
        assertThat(remote.log(MAIN)).extracting(CommitSummary::id).containsExactly(ours, base);
    }

    /** What the references say after the kill. */
    private void interrupted(CommitId tip, CommitId remoteTip, CommitId standsOn) {
        GitProgram git = new GitProgram(directory.resolve("state/repository.git"));
        git.run("update-ref", TIP, tip.hex());
        git.run("update-ref", REMOTE_TIP, remoteTip.hex());
        git.run("update-ref", BASE, standsOn.hex());
    }

    private CommitId someoneElseCommits(String path) {
        return remote.commit(
                MAIN, new FileChange.Put(new RepositoryPath(path), FileContent.ofText("x\n"), FileMode.REGULAR));
    }

    private JGitVersionControl open() {
        return new JGitVersionControl(
                JGitSettings.remote(directory.resolve("state"), new RepositoryUrl("file://" + remote.path())),
                NoCredentials.SOURCE,
                JGitTestRepository.CLOCK);
    }
}
