package io.evoforge.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException.Reason;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFieldsTest {
    private static final String CANARY = "ghp_canaryCanaryCanary0123456789";
    private static final String KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
            -----END RSA PRIVATE KEY-----
            """;

    @Test
    void the_four_fields_of_the_secret_are_credentials() {
        StoredCredentials stored = read(token());

        assertThat(stored).isInstanceOfSatisfying(GitCredentials.class, credentials -> {
            assertThat(credentials.username()).isEqualTo("codec-bot");
            assertThat(credentials.token().reveal()).isEqualTo(CANARY);
            assertThat(credentials.email()).isEqualTo("bot@example.com");
            assertThat(credentials.repository()).isEqualTo(new RepositoryUrl("https://github.com/acme/codec.git"));
        });
        assertThat(stored.toString()).doesNotContain(CANARY);
    }

    @Test
    void a_key_of_a_github_app_stands_in_place_of_the_token() {
        StoredCredentials stored = read(app());

        assertThat(stored).isInstanceOfSatisfying(GitHubAppKey.class, key -> {
            assertThat(key.appId()).isEqualTo(12);
            assertThat(key.installationId()).isEqualTo(34);
            assertThat(key.privateKey().reveal()).isEqualTo(KEY);
        });
        assertThat(stored.toString()).doesNotContain("MIIBOg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "token", "email", "repo"})
    void a_missing_field_is_named(String field) {
        Map<String, String> values = token();
        values.remove(field);

        assertThatThrownBy(() -> read(values))
                .hasMessage("The place has no field '" + field + "'. Do this.")
                .satisfies(CredentialFieldsTest::is_malformed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token    | ''                                         | is empty; put the token there
            token    | \uFEFFghp_canaryCanaryCanary0123456789     | starts with a byte order mark
            token    | "ghp_canaryCanaryCanary0123456789"         | stands in quotes
            token    | ghp_canary CanaryCanary0123456789          | holds a blank or a character outside ASCII
            token    | ghp_xxxxxxxxxxxx                           | is a placeholder
            username | ''                                         | is empty
            username | a<b                                        | '<' or '>'
            email    | bot.example.com                            | is not an e-mail address
            email    | bot@                                       | is not an e-mail address
            email    | a@b@c                                      | is not an e-mail address
            email    | a b@example.com                            | holds a blank
            repo     | http://github.com/acme/codec.git           | readable to everybody
            repo     | ssh://git@github.com/acme/codec.git        | no token is used
            repo     | https://github.com                         | names no repository
            repo     | https://github.com/a/b.git?ghp_canary      | holds a '?' or a '#'
            repo     | https://bot:ghp_canary@github.com/a/b.git  | remove what stands before the '@'
            repo     | github.com/acme/codec                      | must start with https://
            """)
    void an_unusable_field_is_named_with_the_reason_and_without_the_value(String field, String value, String why) {
        Map<String, String> values = token();
        values.put(field, value);

        assertThatThrownBy(() -> read(values))
                .hasMessageStartingWith("The place cannot be used: its field '" + field + "'")
                .hasMessageContaining(why)
                .hasMessageEndingWith(" Do this.")
                .satisfies(CredentialFieldsTest::is_malformed)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("ghp_", "canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_line_break_after_the_token_is_named(String lineBreak) {
        Map<String, String> values = token();
        values.put("token", CANARY + lineBreak);

        assertThatThrownBy(() -> read(values)).hasMessageContaining("its field 'token' ends with a line break");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app_id          | 0                                   | must be a whole number above 0
            app_id          | twelve                              | must be a whole number above 0
            installation_id | -1                                  | must be a whole number above 0
            private_key     | MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInF  | is not a private key
            private_key     | -----BEGIN ENCRYPTED PRIVATE KEY--- | is encrypted
            private_key     | ' '                                 | is empty
            """)
    void an_unusable_field_of_an_app_is_named(String field, String value, String why) {
        Map<String, String> values = app();
        values.put(field, value);

        assertThatThrownBy(() -> read(values))
                .hasMessageContaining("field '" + field + "'")
                .hasMessageContaining(why)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("MIIBOg"));
    }

    @Test
    void a_token_beside_the_key_of_an_app_is_refused() {
        Map<String, String> values = app();
        values.put("token", CANARY);

        assertThatThrownBy(() -> read(values)).hasMessageContaining("both a token and the key of a GitHub App");
    }

    @Test
    void credentials_of_another_repository_are_refused_with_both_names() {
        RepositoryUrl stored = new RepositoryUrl("https://github.com/acme/codec.git");

        assertThatThrownBy(() -> CredentialFields.requireSameRepository(
                        "The place", stored, new RepositoryUrl("https://evil.example/acme/codec.git")))
                .hasMessage("The place is for 'https://github.com/acme/codec.git', but the repository configured is"
                        + " 'https://evil.example/acme/codec.git', and the token is sent to no other. Correct whichever of"
                        + " the two is wrong.");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://github.com/acme/codec.git, https://github.com/acme/codec,         true
            https://github.com/acme/codec.git, HTTPS://GitHub.com:443/Acme/Codec.git/, true
            https://github.com/acme/codec.git, https://github.com:8443/acme/codec.git, false
            https://github.com/acme/codec.git, http://github.com/acme/codec.git,      false
            https://github.com/acme/codec.git, https://github.com/acme/codec2.git,    false
            https://github.com/acme/codec.git, https://github.com.evil/acme/codec.git, false
            """)
    void one_repository_has_several_spellings(String one, String other, boolean same) {
        assertThat(new RepositoryUrl(one).isSameRepositoryAs(new RepositoryUrl(other)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:80/a, true",
        "http://127.0.0.1:1/a, true",
        "http://[::1]/a, true",
        "http://127.evil.example/a, false",
        "https://github.com/a, false"
    })
    void this_machine_is_known_by_name_and_address(String url, boolean loopback) {
        assertThat(new RepositoryUrl(url).isLoopback()).isEqualTo(loopback);
    }

    private static StoredCredentials read(Map<String, String> values) {
        return CredentialFields.read("The place", "Do this.", values, name -> "field '" + name + "'");
    }

    private static Map<String, String> token() {
        return new HashMap<>(Map.of(
                "username",
                "codec-bot",
                "token",
                CANARY,
                "email",
                "bot@example.com",
                "repo",
                "https://github.com/acme/codec.git"));
    }

    private static Map<String, String> app() {
        Map<String, String> values = token();
        values.remove("token");
        values.putAll(Map.of("app_id", "12", "installation_id", "34", "private_key", KEY));
        return values;
    }

    private static void is_malformed(Throwable fault) {
        assertThat(((CredentialException) fault).reason()).isEqualTo(Reason.MALFORMED);
    }
}
