package io.evoforge.vcs.github;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.evoforge.core.credentials.RepositoryUrl;
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
import io.evoforge.testkit.github.Fault;
import io.evoforge.testkit.github.Permission;
import io.evoforge.testkit.github.Protection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GitHubHostilityIT {
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
    @Timeout(60)
    void a_silent_server_is_left_at_the_deadline() {
        world.github.faults().on(request -> true, 0, 100, Fault.silence(Duration.ofSeconds(3)));
        GitHubSettings impatient = world.settings().bounded(Duration.ofMillis(300), 1024 * 1024);

        assertReason(impatient, Reason.UNREACHABLE, "no whole answer came within 300 ms");
    }

    @Test
    @Timeout(60)
    void a_dribbling_server_is_left_at_the_deadline() {
        world.github.faults().on(request -> true, 0, 100, Fault.dribble(Duration.ofSeconds(5)));
        GitHubSettings impatient = world.settings().bounded(Duration.ofMillis(500), 1024 * 1024);

        assertReason(impatient, Reason.UNREACHABLE, "no whole answer came within 500 ms");
    }

    @Test
    void an_answer_that_is_too_large_is_not_held() {
        world.github.faults().next(Fault.flood(8_000_000));

        assertReason(
                world.settings().bounded(Duration.ofSeconds(20), 1024 * 1024),
                Reason.PROTOCOL,
                "larger than 1048576 bytes");
    }

    @Test
    @Timeout(60)
    void a_gigabyte_is_cut_off_at_the_cap() throws IOException {
        AtomicLong sent = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] block = new byte[1 << 20];
            exchange.sendResponseHeaders(200, 1L << 30);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 1024; i++) {
                    body.write(block);
                    sent.addAndGet(block.length);
                }
            } catch (IOException expected) {
                exchange.close(); // the client has hung up
            }
        });
        server.start();
        try {
            URI api = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            GitHubSettings settings =
                    GitHubSettings.of(world.url, api).bounded(Duration.ofSeconds(20), 4 * 1024 * 1024);

            assertReason(settings, Reason.PROTOCOL, "larger than 4194304 bytes");
            assertThat(sent.get()).isLessThan(200L << 20);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_redirect_to_another_server_is_refused_and_gets_no_credentials() throws IOException {
        AtomicReference<String> seen = new AtomicReference<>("nothing");
        HttpServer thief = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        thief.createContext("/", exchange -> {
            seen.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        thief.start();
        try {
            String elsewhere = "http://127.0.0.1:" + thief.getAddress().getPort() + "/";
            world.github.faults().next(Fault.answer(307, "Temporary Redirect").withHeader("Location", elsewhere));

            assertReason(world.settings(), Reason.PROTOCOL, "a redirect to another server");
            assertThat(seen.get()).isEqualTo("nothing");
        } finally {
            thief.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_renamed_repository_is_followed_with_method_and_body(GitHubStrategy strategy) {
        world.repository.rename("codec-renamed");
        boolean graphQl = strategy == GitHubStrategy.GRAPHQL;

        PushOutcome outcome =
                publish(graphQl ? world.settings() : world.settings().withoutGraphQl(), strategy, "a.txt", "x");

        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = GitHubStrategy.class,
            names = {"GIT_DATA", "CONTENTS"})
    void a_repository_that_is_not_seen_any_more_is_no_branch_that_somebody_deleted(GitHubStrategy strategy) {
        GitHubVersionControl underTest =
                new GitHubVersionControl(world.connection(world.settings().withoutGraphQl()), strategy);
        underTest.commit(aChangeset().on(base).put("a.txt", "x").build());
        CommitId tip = ((PushOutcome.Pushed) underTest.push(MAIN, MergeDriver.NONE)).tip();
        underTest.commit(aChangeset().on(tip).put("a.txt", "y").build());
        world.token =
                world.github.accounts().fineGrainedToken("ada", EnumSet.allOf(Permission.class), Set.of("acme/other"));

        assertThatThrownBy(() -> underTest.push(MAIN, MergeDriver.NONE))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND))
                .hasMessageContaining("repository not found");
        assertThat(world.git.tip(MAIN)).contains(tip);
    }

    @Test
    void a_token_that_was_replaced_is_asked_for_once() {
        String old = world.token;
        world.github.accounts().revoke(old);
        GitHubWorld rotating = world;
        var credentials = new io.evoforge.core.credentials.CredentialSource() {
            private int refreshed;

            @Override
            public java.util.Optional<io.evoforge.core.credentials.GitCredentials> find(RepositoryUrl url) {
                return rotating.credentials().find(url);
            }

            @Override
            public java.util.Optional<io.evoforge.core.credentials.GitCredentials> refresh(
                    io.evoforge.core.credentials.GitCredentials rejected) {
                refreshed++;
                rotating.token = rotating.github.accounts().classicToken("ada");
                return find(rotating.url);
            }
        };
        GitHubConnection connection = new GitHubConnection(
                world.settings(), credentials, WriteBudget.ofGitHub(world.time, world.time), world.time, world.time);
        GitHubVersionControl underTest = new GitHubVersionControl(connection, GitHubStrategy.GIT_DATA);

        underTest.commit(aChangeset().on(base).put("a.txt", "x").build());

        assertThat(underTest.push(MAIN, MergeDriver.NONE)).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(credentials.refreshed).isEqualTo(1);
    }

    @Test
    void a_token_for_ever_rejected_is_not_asked_for_again_and_again() {
        world.github.accounts().revoke(world.token);

        assertReason(world.settings(), Reason.UNAUTHENTICATED, "authentication required");
        assertThat(world.github.requests().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Protection.class)
    void a_protected_branch_is_a_rejection_that_names_the_way_out(Protection protection) {
        world.repository.protect("main", protection);

        for (GitHubStrategy strategy : GitHubStrategy.values()) {
            PushOutcome outcome = publish(world.settings(), strategy, "a.txt", "x" + strategy);

            assertThat(outcome).isInstanceOfSatisfying(PushOutcome.Rejected.class, rejected -> {
                assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.PROTECTED_BRANCH);
                assertThat(rejected.rejection().message()).contains("pull-request");
            });
        }
        assertThat(world.git.tip(MAIN)).contains(base);
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_secret_that_github_finds_is_a_rejection_of_its_own(GitHubStrategy strategy) {
        world.repository.enablePushProtection();

        PushOutcome outcome = publish(world.settings(), strategy, "a.txt", "ghp_" + "a1".repeat(18));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.SECRET_FOUND));
        assertThat(world.git.tip(MAIN)).contains(base);
    }

    @ParameterizedTest
    @EnumSource(GitHubStrategy.class)
    void a_workflow_file_without_the_permission_is_a_rejection_that_names_it(GitHubStrategy strategy) {
        world.token = world.github.accounts().classicToken("ada", EnumSet.of(Permission.CONTENTS));

        PushOutcome outcome = publish(world.settings(), strategy, ".github/workflows/ci.yml", "on: push");

        assertThat(outcome).as(strategy.toString()).isInstanceOfSatisfying(PushOutcome.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(Rejection.Reason.PATH_NOT_PERMITTED);
            assertThat(rejected.rejection().message()).contains("workflow");
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = GitHubStrategy.class,
            names = {"CONTENTS", "GRAPHQL"})
    void a_mode_that_cannot_be_expressed_is_refused_before_anything_is_written(GitHubStrategy strategy) {
        GitHubVersionControl underTest = world.versionControl(strategy);

        assertThatThrownBy(() -> underTest.commit(aChangeset()
                        .on(base)
                        .put("run.sh", FileContent.ofText("x"), FileMode.EXECUTABLE)
                        .build()))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
        assertThat(world.github.requests().writes()).isZero();
    }

    @Test
    void readings_that_lag_behind_are_waited_for_and_make_no_second_commit() {
        GitHubVersionControl underTest = world.versionControl(GitHubStrategy.GIT_DATA);
        underTest.commit(aChangeset().on(base).put("a.txt", "1").build());
        world.repository.freezeReads(2);
        world.github
                .faults()
                .on(
                        request -> request.body().contains("updateRefs"),
                        0,
                        1,
                        Fault.drop().afterProcessing());

        PushOutcome outcome = underTest.push(MAIN, MergeDriver.NONE);

        assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
        assertThat(world.git.log(MAIN)).hasSize(2);
    }

    private PushOutcome publish(GitHubSettings settings, GitHubStrategy strategy, String path, String text) {
        GitHubVersionControl underTest = new GitHubVersionControl(world.connection(settings), strategy);
        underTest.commit(aChangeset().on(base).put(path, text).message("Evolve").build());
        return underTest.push(MAIN, MergeDriver.NONE);
    }

    private void assertReason(GitHubSettings settings, Reason reason, String words) {
        GitHubVersionControl underTest = new GitHubVersionControl(world.connection(settings), GitHubStrategy.GIT_DATA);
        assertThatThrownBy(() ->
                        underTest.commit(aChangeset().on(base).put("a.txt", "x").build()))
                .isInstanceOfSatisfying(VersionControlException.class, e -> {
                    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
                    assertThat(e).hasMessageContaining(words);
                });
    }
}
