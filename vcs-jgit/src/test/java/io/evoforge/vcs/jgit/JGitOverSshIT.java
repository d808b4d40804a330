package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SSH server on the loopback address that runs git. */
class JGitOverSshIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final AtomicBoolean silent = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init")
    private SshServer server;

    @SuppressWarnings("NullAway.Init")
    private BareGitRepository bare;

    @SuppressWarnings("NullAway.Init")
    private Path key;

    @BeforeEach
    void start() throws Exception {
        bare = BareGitRepository.create(directory.resolve("remote.git"));
        key = SshKeys.generate(directory.resolve("key"), "ecdsa");
        PublicKey accepted = AuthorizedKeyEntry.parseAuthorizedKeyEntry(Files.readString(SshKeys.publicPart(key)))
                .resolvePublicKey(null, null, null);
        SimpleGeneratorHostKeyProvider hostKey = new SimpleGeneratorHostKeyProvider(directory.resolve("host-key"));
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(hostKey);
        server.setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(offered, accepted));
        server.setCommandFactory((channel, command) -> {
            String program = silent.get() ? "sleep 600" : command.replaceFirst("^git-", "git ");
            return new ProcessShellFactory(program, List.of("sh", "-c", program)).createShell(channel);
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop(true);
    }

    @Test
    void commits_are_pushed_with_a_key_and_followed_when_the_branch_moves() throws Exception {
        CommitId base = bare.commit(MAIN, put("README", "1"));
        try (JGitVersionControl git = open(access(knownHosts()))) {
            CommitId ours = commit(git, base);
            bare.commit(MAIN, put("README", "2"));

            PushOutcome outcome = git.push(MAIN, MergeDriver.NONE);

            assertThat(outcome).isInstanceOf(PushOutcome.Pushed.class);
            assertThat(((PushOutcome.Pushed) outcome).reparented()).containsKey(ours);
            assertThat(git.status(MAIN, 9).latest())
                    .extracting(CommitSummary::id)
                    .hasSize(3);
            assertThat(git.status(MAIN, 9).totalCommits()).isEqualTo(3);
        }
        bare.checkHealth();
    }

    @Test
    void a_host_that_is_not_known_is_refused() throws Exception {
        Path nobody = Files.createFile(directory.resolve("known-hosts-of-nobody"));
        try (JGitVersionControl git = open(access(nobody))) {
            assertReason(git, Reason.PROTOCOL);
        }
        assertThat(nobody).isEmptyFile();
    }

    @Test
    void a_key_that_is_not_accepted_is_named() throws Exception {
        Path other = SshKeys.generate(directory.resolve("other"), "ecdsa");
        try (JGitVersionControl git = open(new SshAccess(other, null, knownHosts()))) {
            assertReason(git, Reason.UNAUTHENTICATED);
        }
    }

    @Test
    void a_server_that_says_nothing_is_left_at_the_deadline() throws Exception {
        silent.set(true);
        try (JGitVersionControl git = open(access(knownHosts()), Duration.ofSeconds(4))) {
            long start = System.nanoTime();

            assertReason(git, Reason.UNREACHABLE);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void without_a_key_an_ssh_remote_is_refused_at_the_start() {
        assertThatThrownBy(() -> new JGitVersionControl(
                        JGitSettings.remote(directory.resolve("state"), url()),
                        NoCredentials.SOURCE,
                        JGitTestRepository.CLOCK))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("known hosts");
    }

    @Test
    void files_that_cannot_be_read_are_named_at_the_start() throws Exception {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> open(new SshAccess(missing, null, knownHosts())))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("private key '" + missing + "' cannot be read");
        assertThatThrownBy(() -> open(access(missing)))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("known hosts '" + missing + "' cannot be read");
    }

    @Test
    void a_key_of_a_kind_that_cannot_be_used_is_refused_at_the_start() throws Exception {
        Path modern = SshKeys.generate(directory.resolve("modern"), "ed25519");

        assertThatThrownBy(() -> open(new SshAccess(modern, null, knownHosts())))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("'" + modern + "' is an Ed25519 one")
                .hasMessageContaining("ssh-keygen -t ecdsa");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    private static void assertReason(JGitVersionControl git, Reason reason) {
        assertThatThrownBy(() -> git.status(MAIN, 1))
                .isInstanceOfSatisfying(
                        VersionControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private RepositoryUrl url() {
        return new RepositoryUrl("ssh://git@127.0.0.1:" + server.getPort() + bare.path());
    }

    private SshAccess access(Path knownHosts) {
        return new SshAccess(key, null, knownHosts);
    }

    private Path knownHosts() throws Exception {
        KeyPairProvider keys = server.getKeyPairProvider();
        PublicKey hostKey = keys.loadKeys(null).iterator().next().getPublic();
        return Files.writeString(
                directory.resolve("known-hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey) + "\n");
    }

    private JGitVersionControl open(SshAccess access) {
        return open(access, Duration.ofSeconds(60));
    }

    private JGitVersionControl open(SshAccess access, Duration deadline) {
        return new JGitVersionControl(
                JGitSettings.remote(directory.resolve("state"), url())
                        .withSsh(access)
                        .withDeadline(deadline),
                NoCredentials.SOURCE,
                JGitTestRepository.CLOCK);
    }

    private static CommitId commit(JGitVersionControl git, CommitId base) {
        return ((CommitOutcome.Committed)
                        git.commit(aChangeset().on(base).put("a.txt", "1").build()))
                .commit();
    }

    private static FileChange put(String path, String text) {
        return new FileChange.Put(new RepositoryPath(path), FileContent.ofText(text), FileMode.REGULAR);
    }
}
