package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.HttpFault;
import io.evoforge.testkit.versioncontrol.SmartHttpGitServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a server's no. */
class ServerRefusalIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private BareGitRepository bare;

    @SuppressWarnings("NullAway.Init")
    private SmartHttpGitServer server;

    @SuppressWarnings("NullAway.Init")
    private CommitId base;

    @BeforeEach
    void start() {
        bare = BareGitRepository.create(directory.resolve("served/remote.git"));
        bare.git().run("config", "http.receivepack", "true");
        bare.git().run("config", "uploadpack.allowFilter", "true");
        base = bare.commit(
                MAIN, new FileChange.Put(new RepositoryPath("README"), FileContent.ofText("x\n"), FileMode.REGULAR));
        server = SmartHttpGitServer.start(
                directory.resolve("served"), FixedCredentials.USERNAME, FixedCredentials.TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    error: GH006: Protected branch update failed for refs/heads/main.      | PROTECTED_BRANCH
                    error: GH013: Repository rule violations found for refs/heads/main.    | RULE_VIOLATION
                    error: GH013: Repository rule violations; GITHUB PUSH PROTECTION: Push cannot contain secrets | SECRET_FOUND
                    error: GH001: Large files detected. File big.bin is 120.00 MB          | TOO_LARGE
                    refusing to allow a Personal Access Token to create or update workflow without workflow scope | PATH_NOT_PERMITTED
                    the build of this commit does not pass                                 | HOOK_DECLINED
                    """)
    void the_words_of_a_hook_are_understood_and_passed_on(String words, Rejection.Reason reason) {
        bare.installHook("pre-receive", "echo '" + words + "' >&2; exit 1");
        try (JGitVersionControl git = open(new FixedCredentials(server.url("remote.git")))) {
            git.commit(aChangeset().on(base).put("a.txt", "1").tag("v1").build());

            PushOutcome outcome = git.push(MAIN, MergeDriver.NONE);

            Rejection rejection = ((PushOutcome.Rejected) outcome).rejection();
            assertThat(rejection.reason()).isEqualTo(reason);
            assertThat(rejection.message()).contains(words);
            assertThat(bare.tip(MAIN)).contains(base);
            assertThat(bare.tags()).isEmpty();

            bare.removeHook("pre-receive");
            assertThat(git.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
            assertThat(bare.tags()).hasSize(1);
        }
    }

    @Test
    void a_refused_token_is_looked_up_again_once() {
        FixedCredentials rotated =
                new FixedCredentials(server.url("remote.git"), "ghp_theOldTokenThatWasRotated000000000000");
        try (JGitVersionControl git = open(rotated)) {
            git.commit(aChangeset().on(base).put("a.txt", "1").build());

            assertThat(git.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
        }
        assertThat(rotated.refreshes).hasValue(1);
    }

    @Test
    void a_token_that_stays_refused_is_named_and_not_tried_again() {
        FixedCredentials credentials = new FixedCredentials(server.url("remote.git"));
        server.failRequest(0, HttpFault.STATUS_401);
        server.failRequest(1, HttpFault.STATUS_401);
        try (JGitVersionControl git = open(credentials)) {
            assertThatThrownBy(() -> git.status(MAIN, 1)).isInstanceOfSatisfying(VersionControlException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                assertThat(e).hasMessageContaining("expired");
            });
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_repository_that_does_not_exist_is_not_found() {
        FixedCredentials credentials = new FixedCredentials(server.url("nothing.git"));
        JGitSettings settings = JGitSettings.remote(directory.resolve("state"), server.url("nothing.git"));
        try (JGitVersionControl git = new JGitVersionControl(settings, credentials, JGitTestRepository.CLOCK)) {
            assertThatThrownBy(() -> git.status(MAIN, 1))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        }
    }

    @Test
    void credentials_of_another_repository_are_not_sent() {
        FixedCredentials others = new FixedCredentials(server.url("another.git"));
        try (JGitVersionControl git = open(others)) {
            assertThatThrownBy(() -> git.status(MAIN, 1))
                    .isInstanceOfSatisfying(
                            VersionControlException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
        }
        assertThat(server.requests()).noneMatch(SmartHttpGitServer.Request::authorized);
    }

    @Test
    void the_history_is_fetched_without_files_and_the_newest_commit_without_history() {
        for (int i = 0; i < 20; i++) {
            base = bare.commit(
                    MAIN,
                    new FileChange.Put(
                            new RepositoryPath("a.txt"), FileContent.ofText("content " + i), FileMode.REGULAR));
        }
        try (JGitVersionControl git = open(new FixedCredentials(server.url("remote.git")))) {
            assertThat(git.status(MAIN, 3).totalCommits()).isEqualTo(21);
        }

        assertThat(objectTypes("state/history.git")).containsOnly("commit").hasSize(21);
        assertThat(objectTypes("state/repository.git")).hasSize(4).containsOnlyOnce("commit");
    }

    private List<String> objectTypes(String repository) {
        return BareGitRepository.at(directory.resolve(repository))
                .git()
                .run("cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")
                .lines()
                .toList();
    }

    private JGitVersionControl open(FixedCredentials credentials) {
        return new JGitVersionControl(
                JGitSettings.remote(directory.resolve("state"), server.url("remote.git")),
                credentials,
                JGitTestRepository.CLOCK);
    }
}
