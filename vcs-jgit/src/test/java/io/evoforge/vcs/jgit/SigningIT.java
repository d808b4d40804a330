package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.versioncontrol.GitProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, judged by git and OpenSSH. */
class SigningIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void commits_and_tags_are_signed_so_that_git_verifies_them() throws Exception {
        Path key = SshKeys.generate(directory.resolve("key"), "ed25519");
        Path allowed = directory.resolve("allowed");
        Files.writeString(allowed, "evoforge@example.org " + Files.readString(SshKeys.publicPart(key)));
        Changeset changeset = aChangeset().put("a.txt", "1").tag("v1").build();

        String commit = commit(directory.resolve("state"), key, changeset);
        String again = commit(directory.resolve("another"), key, changeset);

        assertThat(again).isEqualTo(commit);
        GitProgram git = new GitProgram(directory.resolve("state/repository.git"));
        String configuration = "gpg.ssh.allowedSignersFile=" + allowed;
        assertThat(git.succeeds("-c", configuration, "verify-commit", commit)).isTrue();
        assertThat(git.succeeds("-c", configuration, "verify-tag", "v1")).isTrue();
        Files.writeString(
                allowed,
                "evoforge@example.org "
                        + Files.readString(
                                SshKeys.publicPart(SshKeys.generate(directory.resolve("other"), "ed25519"))));
        assertThat(git.succeeds("-c", configuration, "verify-commit", commit)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ed25519, sign", "rsa2048, sign", "ed25519, cert"})
    void git_verifies_openpgp_signatures_of_a_primary_key_or_of_its_subkey(String algorithm, String usage)
            throws Exception {
        try (GnuPg gpg = GnuPg.create(directory)) {
            gpg.run("--quick-generate-key", "Evoforge <evoforge@example.org>", algorithm, usage, "never");
            if (usage.equals("cert")) {
                gpg.run("--quick-add-key", gpg.fingerprint(), algorithm, "sign", "never");
            }
            Path key = Files.writeString(
                    directory.resolve("key"), gpg.run("--armor", "--export-secret-keys", gpg.fingerprint()));
            Changeset changeset = aChangeset().put("a.txt", "1").tag("v1").build();

            String commit = commit(directory.resolve("state"), key, changeset);
            String again = commit(directory.resolve("another"), key, changeset);

            assertThat(again).isEqualTo(commit);
            GitProgram git = new GitProgram(directory.resolve("state/repository.git"))
                    .withVariable("GNUPGHOME", gpg.home().toString());
            assertThat(git.succeeds("verify-commit", commit)).isTrue();
            assertThat(git.succeeds("verify-tag", "v1")).isTrue();
            assertThat(git.succeeds("fsck", "--strict")).isTrue();
            git.run("update-ref", "refs/heads/forged", forged(git, commit));
            assertThat(git.succeeds("verify-commit", "forged")).isFalse();
        }
    }

    /** The commit with other words under the same signature. */
    private static String forged(GitProgram git, String commit) {
        byte[] changed = (git.run("cat-file", "commit", commit) + " or not\n").getBytes(StandardCharsets.UTF_8);
        return git.runWithInput(changed, "hash-object", "-t", "commit", "-w", "--stdin");
    }

    @Test
    void an_openpgp_key_with_a_passphrase_is_refused_at_the_start() throws Exception {
        try (GnuPg gpg = GnuPg.create(directory)) {
            gpg.run(
                    "--passphrase",
                    "secret",
                    "--quick-generate-key",
                    "Evoforge <evoforge@example.org>",
                    "ed25519",
                    "sign",
                    "never");
            Path key = Files.writeString(
                    directory.resolve("key"),
                    gpg.run("--passphrase", "secret", "--armor", "--export-secret-keys", gpg.fingerprint()));

            assertThatThrownBy(() -> commit(
                            directory.resolve("state"),
                            key,
                            aChangeset().put("a", "1").build()))
                    .isInstanceOf(VersionControlException.class)
                    .hasMessageContaining("without a passphrase");
        }
    }

    @Test
    void a_key_that_cannot_sign_is_refused_at_the_start() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(() -> commit(
                        directory.resolve("state"),
                        key,
                        aChangeset().put("a", "1").build()))
                .isInstanceOf(VersionControlException.class)
                .hasMessageContaining("ssh-keygen");
    }

    private static String commit(Path state, Path key, Changeset changeset) {
        try (JGitVersionControl git = new JGitVersionControl(
                JGitSettings.local(state).withSigningKey(key), NoCredentials.SOURCE, JGitTestRepository.CLOCK)) {
            return ((CommitOutcome.Committed) git.commit(changeset)).commit().hex();
        }
    }
}
