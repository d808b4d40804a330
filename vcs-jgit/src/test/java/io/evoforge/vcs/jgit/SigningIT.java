package io.evoforge.vcs.jgit;

import static io.evoforge.testkit.versioncontrol.ChangesetBuilder.aChangeset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.testkit.versioncontrol.GitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
