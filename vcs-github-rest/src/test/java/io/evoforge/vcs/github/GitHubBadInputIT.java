package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.PushOutcome;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.testkit.github.Permission;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequestProposal;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wrong configuration or a strange changeset meets: a clear error, and nothing half done. */
final class GitHubBadInputIT {
    private static final BranchName MAIN = new BranchName("main");
    private static final BranchName NOWHERE = new BranchName("nowhere");
    private static final int HUNDRED_KILOBYTES = 100_000;

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
        assertThat(world.repository.pulls()).isEmpty();
        world.git.checkHealth();
        world.close();
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_token_without_a_scope_is_told_which_one(GitHubStrategy strategy) {
        world.token = world.github.accounts().classicToken("ada", EnumSet.noneOf(Permission.class));

        assertRefused(() -> publish(strategy), Set.of(Reason.FORBIDDEN, Reason.NOT_FOUND), "'repo'");
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_token_that_may_only_read_is_told_what_it_lacks(GitHubStrategy strategy) {
        world.token = world.github.accounts().fineGrainedToken("ada", Set.of(), Set.of("acme/codec"));

        assertRefused(() -> publish(strategy), Reason.FORBIDDEN, "ontents");
    }

    /** The three headings under which docs/how-to/troubleshooting-credentials.md says what to do. */
    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void the_words_that_people_look_up_are_in_the_message(GitHubStrategy strategy) {
        String good = world.token;
        world.token = world.github.accounts().fineGrainedToken("ada", Set.of(), Set.of("acme/codec"));
        assertRefused(() -> publish(strategy), Reason.FORBIDDEN, "insufficient permissions");

        world.token =
                world.github.accounts().fineGrainedToken("ada", EnumSet.allOf(Permission.class), Set.of("acme/other"));
        assertRefused(() -> publish(strategy), Reason.NOT_FOUND, "repository not found");

        world.token = good;
        world.github.accounts().revoke(good);
        assertRefused(() -> publish(strategy), Reason.UNAUTHENTICATED, "authentication required");
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void an_archived_repository_is_named_as_one(GitHubStrategy strategy) {
        world.repository.archive();

        assertRefused(() -> publish(strategy), Reason.FORBIDDEN, "Unarchive");
    }

    @Test
    void an_installation_without_access_is_told_so_before_anything_is_sent_to_the_repository() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        int installation = world.github
                .accounts()
                .installApp("7", keys.getPublic(), EnumSet.allOf(Permission.class), Set.of("acme/other"));
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        GitHubAppKey key =
                new GitHubAppKey(7, installation, new Secret(pem), "evoforge[bot]", "evoforge@example.org", world.url);
        GitHubAppTokenExchange tokens =
                new GitHubAppTokenExchange(world.github.apiUrl(), Duration.ofSeconds(5), world.time, world.time);

        assertThatThrownBy(() -> tokens.current(key))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("App 7")
                .hasMessageContaining("Give the installation access to this repository");
        assertThat(world.github.requests().writes()).isLessThanOrEqualTo(1); // the exchange itself
    }

    @Test
    void credentials_of_a_repository_on_another_host_are_not_sent() {
        RepositoryUrl elsewhere = new RepositoryUrl("https://git.example.org/acme/codec.git");
        CredentialSource generous = new CredentialSource() {
            @Override
            public Optional<GitCredentials> find(RepositoryUrl repository) {
                return Optional.of(new GitCredentials("ada", new Secret(world.token), "ada@example.org", elsewhere));
            }

            @Override
            public Optional<GitCredentials> refresh(GitCredentials rejected) {
                return Optional.empty();
            }
        };
        GitHubVersionControl underTest = new GitHubVersionControl(
                new GitHubConnection(
                        world.settings(),
                        generous,
                        WriteBudget.ofGitHub(world.time, world.time),
                        world.time,
                        world.time),
                GitHubStrategy.GIT_DATA);

        assertRefused(() -> underTest.commit(changeset("Evolve")), Reason.UNAUTHENTICATED, "git.example.org");
        assertThat(world.github.requests().count()).isZero();
    }

    @Test
    void a_branch_that_does_not_exist_is_no_base_for_a_pull_request() {
        ProposalOutcome outcome = new GitHubPullRequests(world.connection()).propose(proposal(MAIN, NOWHERE, "Evolve"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ProposalOutcome.Rejected.class,
                        rejected -> assertThat(rejected.rejection().message())
                                .contains("'nowhere'")
                                .contains("base is invalid"));
    }

    @Test
    void a_branch_that_does_not_exist_has_nothing_to_propose() {
        assertThatThrownBy(() -> new GitHubPullRequests(world.connection()).propose(proposal(NOWHERE, MAIN, "Evolve")))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("'nowhere'");
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_title_of_a_hundred_kilobytes_is_committed_as_it_is(GitHubStrategy strategy) {
        String title = "x".repeat(HUNDRED_KILOBYTES);
        GitHubVersionControl underTest = world.versionControl(strategy);

        CommitOutcome outcome = underTest.commit(changeset(title));
        PushOutcome pushed = underTest.push(MAIN, MergeDriver.NONE);

        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(pushed).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(world.git.log(MAIN).get(0).message().strip()).isEqualTo(title);
        base = world.git.tip(MAIN).orElseThrow();
    }

    @Test
    void a_title_that_github_does_not_take_is_refused_before_anything_is_sent() {
        assertThatThrownBy(() -> proposal(NOWHERE, MAIN, "x".repeat(HUNDRED_KILOBYTES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 256 characters but has 100000");
        assertThat(world.github.requests().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_file_beyond_githubs_limit_is_refused_before_anything_is_sent(GitHubStrategy strategy) {
        FileContent large = FileContent.of(new byte[101 * 1024 * 1024]);

        CommitOutcome outcome = world.versionControl(strategy)
                .commit(aChangeset()
                        .on(base)
                        .put("large.bin", large, FileMode.REGULAR)
                        .build());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CommitOutcome.Rejected.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.TOO_LARGE));
        assertThat(world.github.requests().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void text_that_looks_like_a_query_is_only_text(GitHubStrategy strategy) {
        String text = "\"}) { viewer { login } } # \\\" ${evil} \u2028 mutation { deleteRef }";
        GitHubVersionControl underTest = world.versionControl(strategy);

        underTest.commit(aChangeset()
                .on(base)
                .put("a.txt", text)
                .message(text + "\n\n" + text + "\n")
                .build());

        assertThat(underTest.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(world.git.files(MAIN)).containsEntry(new RepositoryPath("a.txt"), FileContent.ofText(text));
        assertThat(world.git.log(MAIN).get(0).message().strip()).isEqualTo(text + "\n\n" + text);
    }

    private PushOutcome publish(GitHubStrategy strategy) {
        GitHubVersionControl underTest = world.versionControl(strategy);
        underTest.commit(changeset("Evolve"));
        return underTest.push(MAIN, MergeDriver.NONE);
    }

    private Changeset changeset(String message) {
        return aChangeset().on(base).put("a.txt", "x").message(message).build();
    }

    private static PullRequestProposal proposal(BranchName head, BranchName to, String title) {
        return new PullRequestProposal(head, to, title, "", List.of(), List.of(), false);
    }

    private void assertRefused(ThrowingCallable attempt, Reason reason, String words) {
        assertRefused(attempt, Set.of(reason), words);
    }

    private void assertRefused(ThrowingCallable attempt, Set<Reason> reasons, String words) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(VersionControlException.class, e -> {
            assertThat(e.reason()).as(e.getMessage()).isIn(reasons);
            assertThat(e).hasMessageContaining(words).hasMessageNotContaining(world.token);
        });
        assertThat(world.git.tip(MAIN)).contains(base);
    }
}
