package io.evoforge.vcs.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.testkit.credentials.CredentialSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real commands; the helper of the contract is {@code git credential-store} itself. */
class CommandCredentialSourceIT extends CredentialSourceContract {
    @TempDir
    Path directory;

    private Path store;
    private List<String> command;

    @BeforeEach
    void useGitsOwnHelper() {
        store = directory.resolve("git-credentials");
        command = List.of("git", "credential-store", "--file=" + store);
    }

    @Override
    protected void store(GitCredentials credentials) throws IOException {
        useGitsOwnHelper();
        Files.writeString(
                store,
                "https://" + credentials.username() + ":" + credentials.token().reveal()
                        + "@github.com/acme/codec.git\n");
    }

    @Override
    protected void breakPlace(String token) throws IOException {
        script("echo password=" + token + "; echo " + token + " >&2; exit 1");
    }

    // Looks at the command at each call, as the contract repairs the place behind the back of the source.
    @Override
    protected CredentialSource source() {
        return new CredentialSource() {
            @Override
            public Optional<GitCredentials> find(RepositoryUrl repository) {
                return underTest().find(repository);
            }

            @Override
            public Optional<GitCredentials> refresh(GitCredentials rejected) {
                return underTest().refresh(rejected);
            }

            @Override
            public String toString() {
                return underTest().toString();
            }
        };
    }

    @Test
    void the_helper_is_asked_as_git_asks() throws IOException {
        Path question = directory.resolve("question");
        script("echo \"$1\" > '" + question + "'; cat >> '" + question + "'; env >> '" + question + "'");

        assertThat(underTest().find(new RepositoryUrl("https://github.com:8443/acme/codec.git")))
                .isEmpty();

        assertThat(Files.readAllLines(question))
                .startsWith("get", "protocol=https", "host=github.com:8443", "path=acme/codec.git", "")
                .contains("PATH=" + System.getenv("PATH"))
                .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="));
    }

    @Test
    void a_helper_without_an_answer_knows_nothing() throws IOException {
        script("exit 0");

        assertThat(underTest().find(REPOSITORY)).isEmpty();
    }

    @Test
    void a_helper_that_fails_is_broken() throws IOException {
        script("exit 3");

        assertFault(Reason.UNAVAILABLE, "failed with exit code 3. Try by hand what it answers: printf");
    }

    @Test
    void a_helper_that_quits_refuses() throws IOException {
        script("echo quit=1");

        assertFault(Reason.DENIED, "refuses to give credentials for 'https://github.com/acme/codec.git'");
    }

    @Test
    void a_helper_that_hangs_is_stopped_with_its_children() throws IOException {
        Path child = directory.resolve("child");
        script("sleep 300 & echo $! > '" + child + "'; wait");
        long start = System.nanoTime();

        assertFault(Reason.UNAVAILABLE, "did not answer within 2000 ms and was stopped");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        long pid = Long.parseLong(Files.readString(child).strip());
        ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
    }

    @Test
    void a_helper_that_floods_is_stopped() throws IOException {
        script("while :; do echo username=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");

        assertFault(Reason.MALFORMED, "wrote more than 65536 bytes");
    }

    @Test
    void a_helper_that_talks_nonsense_is_not_quoted() throws IOException {
        script("echo ghp_0123456789abcdef");

        assertFault(Reason.MALFORMED, "answered a line that is not 'name=value'");
    }

    @Test
    void an_answer_for_another_host_is_refused() throws IOException {
        script("echo host=evil.example; echo username=a; echo password=ghp_0123456789abcdef");

        assertFault(Reason.MALFORMED, "answered for another host");
    }

    @Test
    void an_answer_without_a_user_name_says_so() throws IOException {
        script("echo password=ghp_0123456789abcdef");

        assertFault(Reason.MALFORMED, "has no 'username'");
    }

    @Test
    void a_command_that_does_not_exist_is_named() {
        command = List.of("/nonexistent/helper");

        assertFault(Reason.MISSING, "The credential command '/nonexistent/helper' could not be started.");
    }

    private void assertFault(Reason reason, String message) {
        assertThatThrownBy(() -> underTest().find(REPOSITORY))
                .hasMessageContaining(message)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("ghp_"))
                .extracting(fault -> ((CredentialException) fault).reason())
                .isEqualTo(reason);
    }

    private CommandCredentialSource underTest() {
        return new CommandCredentialSource(new CommandSettings(
                command, "bot@example.com", Map.of("PATH", System.getenv("PATH")), Duration.ofSeconds(2)));
    }

    private void script(String body) throws IOException {
        Path script = directory.resolve("helper");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        command = List.of(script.toString());
    }
}
