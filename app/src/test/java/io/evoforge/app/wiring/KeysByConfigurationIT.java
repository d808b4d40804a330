package io.evoforge.app.wiring;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.process.ExternalProgram;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.testkit.versioncontrol.GitProgram;
import io.evoforge.vcs.PublicationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that a configuration file names are used, and no others: a remote over SSH, and signatures. */
class KeysByConfigurationIT {
    private static final BranchName MAIN = new BranchName("main");

    @TempDir
    private Path directory;

    private BareGitRepository remote;

    @BeforeEach
    void start() {
        remote = BareGitRepository.create(directory.resolve("remote.git"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "rsa"})
    void versions_are_pushed_over_ssh_with_the_configured_key(String type) throws Exception {
        Path key = newKey("key", type);
        try (SshGitServer server = SshGitServer.accepting(publicPart(key), directory.resolve("host-key"))) {
            Path hosts = Files.writeString(directory.resolve("known-hosts"), server.knownHosts());
            AppConfig config = config(
                    "commit.remote: " + server.url(remote.path()),
                    "commit.ssh-key: " + key,
                    "commit.ssh-known-hosts: " + hosts);

            PublicationResult seed = publish(config, 1);
            PublicationResult next = publish(config, 2);

            assertThat(seed).isInstanceOf(PublicationResult.Published.class);
            assertThat(remote.tip(MAIN)).isEqualTo(next.commitId());
            assertThat(remote.log(MAIN)).hasSize(2);
            remote.checkHealth();
        }
    }

    @Test
    void a_key_that_the_server_does_not_know_is_named_and_nothing_is_pushed() throws Exception {
        Path key = newKey("key", "ecdsa");
        Path other = newKey("other", "ecdsa");
        try (SshGitServer server = SshGitServer.accepting(publicPart(key), directory.resolve("host-key"))) {
            Path hosts = Files.writeString(directory.resolve("known-hosts"), server.knownHosts());
            AppConfig config = config(
                    "commit.remote: " + server.url(remote.path()),
                    "commit.ssh-key: " + other,
                    "commit.ssh-known-hosts: " + hosts);

            assertThatThrownBy(() -> publish(config, 1))
                    .isInstanceOf(VersionControlException.class)
                    .hasMessageContaining("does not accept the SSH key");
            assertThat(remote.tip(MAIN)).isEmpty();
        }
    }

    @Test
    void commits_and_tags_are_signed_with_the_configured_key() throws Exception {
        Path key = newKey("key", "ed25519");
        Path stranger = newKey("stranger", "ed25519");
        AppConfig config = config(
                "commit.remote: file://" + remote.path(),
                "commit.signing-key: " + key,
                "commit.author-email: evoforge@example.org",
                "commit.tags: every-version");

        publish(config, 1);
        String commit = publish(config, 2).commitId().orElseThrow().hex();

        assertThat(verifies(key, "verify-commit", commit)).isTrue();
        assertThat(verifies(key, "verify-tag", "codec-v2")).isTrue();
        assertThat(verifies(stranger, "verify-commit", commit)).isFalse();
    }

    @Test
    void without_a_key_nothing_is_signed() throws Exception {
        Path key = newKey("key", "ed25519");

        String commit = publish(config("commit.remote: file://" + remote.path()), 1)
                .commitId()
                .orElseThrow()
                .hex();

        assertThat(verifies(key, "verify-commit", commit)).isFalse();
    }

    private static PublicationResult publish(AppConfig config, int version) {
        try (Session session = new Session(config)) {
            return session.publisher().publish(evolution(version).build());
        }
    }

    private AppConfig config(String... keys) throws IOException {
        List<String> lines = new ArrayList<>(List.of(keys));
        lines.add("commit.strategy: push");
        lines.add("state.directory: " + directory.resolve("state"));
        return ConfigLoader.load(Files.write(directory.resolve("evoforge.yaml"), lines), Map.of(), Map.of());
    }

    private boolean verifies(Path key, String... command) throws IOException {
        Path allowed = Files.writeString(
                directory.resolve("allowed"), "evoforge@example.org " + Files.readString(publicPart(key)));
        List<String> arguments = new ArrayList<>(List.of("-c", "gpg.ssh.allowedSignersFile=" + allowed));
        arguments.addAll(List.of(command));
        return new GitProgram(remote.path()).succeeds(arguments.toArray(String[]::new));
    }

    /** A key pair of OpenSSH's without a passphrase. */
    private Path newKey(String name, String type) throws IOException, InterruptedException {
        ExternalProgram.require("ssh-keygen", "it comes with OpenSSH");
        Path key = directory.resolve(name);
        Process process = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", type, "-N", "", "-C", "evoforge", "-f", key.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return key;
    }

    private static Path publicPart(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }
}
