package io.evoforge.vcs.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.credentials.Secret;
import io.evoforge.testkit.credentials.CredentialSourceContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCredentialSourceTest extends CredentialSourceContract {
    private static final String KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
            -----END RSA PRIVATE KEY-----
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("credentials");
    }

    @Override
    protected void store(GitCredentials credentials) throws IOException {
        write("# the account of the codec\n\nusername = " + credentials.username() + "\ntoken="
                + credentials.token().reveal() + "\nemail =" + credentials.email() + "\n  repo = "
                + credentials.repository().value() + "\n");
    }

    @Override
    protected void breakPlace(String token) throws IOException {
        write("username = codec-bot\n" + token + "\n");
    }

    @Override
    protected CredentialSource source() {
        return new FileCredentialSource(file);
    }

    @Test
    void a_file_that_does_not_exist_is_named_with_the_next_step() {
        assertThatThrownBy(() -> source().find(REPOSITORY))
                .hasMessage("The credentials file '" + file + "' does not exist. Create it with mode 600, or configure"
                        + " another source of credentials.")
                .extracting(fault -> ((CredentialException) fault).reason())
                .isEqualTo(Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void a_file_that_others_may_use_is_refused(String permissions) throws IOException {
        store(credentials("ghp_0123456789abcdef"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> source().find(REPOSITORY))
                .hasMessageStartingWith("The credentials file '" + file + "' has the permissions " + permissions)
                .hasMessageContaining("chmod 600")
                .extracting(fault -> ((CredentialException) fault).reason())
                .isEqualTo(Reason.DENIED);
    }

    @Test
    void a_line_that_is_no_setting_is_named_by_its_number_only() throws IOException {
        write("username = codec-bot\nghp_0123456789abcdef\n");

        assertThatThrownBy(() -> source().find(REPOSITORY))
                .hasMessage("Line 2 of the credentials file '" + file + "' is not one of [app_id, email,"
                        + " installation_id, private_key_file, repo, token, username] followed by '=' and a value."
                        + " Correct it.");
    }

    @Test
    void a_name_given_twice_is_refused() throws IOException {
        write("token = ghp_0123456789abcdef\ntoken = ghp_fedcba9876543210\n");

        assertThatThrownBy(() -> source().find(REPOSITORY)).hasMessageContaining("gives 'token' a second time");
    }

    @Test
    void an_absent_line_is_named() throws IOException {
        write("username = codec-bot\ntoken = ghp_0123456789abcdef\n");

        assertThatThrownBy(() -> source().find(REPOSITORY))
                .hasMessage("The credentials file '" + file + "' has no line 'email = '. Correct the file; it has one"
                        + " 'name = value' per line.");
    }

    @Test
    void a_file_that_is_not_text_or_too_large_is_refused() throws IOException {
        writeBytes(new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> source().find(REPOSITORY)).hasMessageContaining("is not UTF-8 text");

        writeBytes(new byte[70_000]);
        assertThatThrownBy(() -> source().find(REPOSITORY)).hasMessageContaining("is larger than 65536 bytes");
    }

    @Test
    void a_directory_is_refused() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(() -> source().find(REPOSITORY)).hasMessageContaining("is not a regular file");
    }

    @Test
    void the_key_of_a_github_app_is_exchanged_for_a_token() throws IOException {
        writePrivately(directory.resolve("app.pem"), KEY);
        write("app_id = 12\ninstallation_id = 34\nprivate_key_file = app.pem\nusername = codec[bot]\n"
                + "email = bot@example.com\nrepo = " + REPOSITORY.value() + "\n");
        CredentialSource source = new FileCredentialSource(file, new CountedTokens());

        GitCredentials found = source.find(REPOSITORY).orElseThrow();
        GitCredentials renewed = source.refresh(found).orElseThrow();

        assertThat(found.token().reveal()).isEqualTo("ghs_12_34_1");
        assertThat(found.username()).isEqualTo("codec[bot]");
        assertThat(renewed.token().reveal()).isEqualTo("ghs_12_34_2");
    }

    @Test
    void the_key_file_of_a_github_app_must_be_private_too() throws IOException {
        Path key = directory.resolve("app.pem");
        writePrivately(key, KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        write("app_id = 12\ninstallation_id = 34\nprivate_key_file = app.pem\nusername = codec[bot]\n"
                + "email = bot@example.com\nrepo = " + REPOSITORY.value() + "\n");

        assertThatThrownBy(() -> new FileCredentialSource(file, new CountedTokens()).find(REPOSITORY))
                .hasMessageContaining("'" + key + "' has the permissions rw-r--r--");
    }

    @Test
    void without_something_that_exchanges_it_the_key_of_an_app_is_refused() throws IOException {
        writePrivately(directory.resolve("app.pem"), KEY);
        write("app_id = 12\ninstallation_id = 34\nprivate_key_file = app.pem\nusername = codec[bot]\n"
                + "email = bot@example.com\nrepo = " + REPOSITORY.value() + "\n");

        assertThatThrownBy(() -> source().find(REPOSITORY)).hasMessageContaining("GitHubAppTokens");
    }

    private void write(String text) throws IOException {
        writePrivately(file, text);
    }

    private void writeBytes(byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, bytes);
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class CountedTokens implements GitHubAppTokens {
        private int count;

        @Override
        public Secret current(GitHubAppKey key) {
            count++;
            return new Secret("ghs_" + key.appId() + "_" + key.installationId() + "_" + count);
        }

        @Override
        public Secret replace(GitHubAppKey key, Secret rejected) {
            return current(key);
        }
    }
}
