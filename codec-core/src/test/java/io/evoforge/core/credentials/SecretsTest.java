package io.evoforge.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String CANARY = "canary-0a1b2c3d";
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/owner/name.git");

    @Test
    void a_secret_is_never_printed() {
        Secret secret = new Secret(CANARY);

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret).hasToString("Secret[redacted]");
        assertThat("" + secret + List.of(secret) + new GitCredentials("bot", secret, "bot@example.com", REPOSITORY))
                .doesNotContain(CANARY);
    }

    @Test
    void a_secret_cannot_be_serialised_or_compared_by_guessing() {
        assertThat(new Secret(CANARY)).isNotInstanceOf(Serializable.class).isNotEqualTo(new Secret(CANARY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://canary-0a1b2c3d@github.com/owner/name.git",
                "https://bot:canary-0a1b2c3d@github.com/owner/name.git",
                "https://bot:canary-0a1b2c3d@under_score/owner/name.git",
                "https://bot:canary-0a1b2c3d @github.com/owner/name.git",
                "https://github.com/owner/name.git?token=canary-0a1b2c3d",
                "https://github.com/owner/name.git#canary-0a1b2c3d",
                "http://bot:canary-0a1b2c3d@localhost/name.git",
                "ssh://git:canary-0a1b2c3d@github.com/owner/name.git",
                "ssh://git@github.com/owner/name.git?canary-0a1b2c3d",
                "file://bot:canary-0a1b2c3d@host/srv/git/name.git",
                "file:///srv/git/name.git?canary-0a1b2c3d",
                "ftp://bot:canary-0a1b2c3d@github.com/owner/name.git",
                "canary-0a1b2c3d"
            })
    void a_url_that_holds_a_secret_is_refused_without_printing_it(String url) {
        assertThatThrownBy(() -> new RepositoryUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> {
                    StringWriter trace = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(CANARY);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "github.com/owner/name", "git@github.com:owner/name.git", "https://", "https:///name.git",
                "https:name", "ssh://", "file://", "file:", "file:relative", "file://host/srv/name.git",
                "https://github.com/a b", "https://github.com/a\nb", "javascript:alert(1)", "ext::sh -c id"
            })
    void what_names_no_repository_is_refused(String url) {
        assertThatThrownBy(() -> new RepositoryUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it as");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/owner/name.git, https",
        "HTTPS://github.com/owner/name, https",
        "http://localhost:8080/name.git, http",
        "ssh://git@github.com:22/owner/name.git, ssh",
        "file:///srv/git/name.git, file"
    })
    void four_schemes_are_known(String url, String scheme) {
        assertThat(new RepositoryUrl(url).scheme()).isEqualTo(scheme);
    }

    @Test
    void the_user_of_an_ssh_url_is_left_out_in_print_and_nothing_else_is() {
        RepositoryUrl url = new RepositoryUrl("ssh://git@github.com/owner/git@name.git");

        assertThat(url).hasToString("ssh://github.com/owner/git@name.git");
        assertThat(url.redacted()).isEqualTo(url.toString());
        assertThat(url.uri().getUserInfo()).isEqualTo("git");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/owner/name.git, https://github.com/Owner/Name, true",
        "https://github.com/owner/name, https://GITHUB.com:443/owner/name/, true",
        "https://github.com/owner/name, https://github.com/owner/other, false",
        "https://github.com/owner/name, https://github.com.evil.example/owner/name, false",
        "https://github.com/owner/name, https://github.com:8443/owner/name, false",
        "https://github.com/owner/name, http://github.com/owner/name, false",
        "file:///srv/name.git, file:///srv/name, true"
    })
    void a_repository_is_the_same_by_scheme_host_port_and_path(String one, String other, boolean same) {
        assertThat(new RepositoryUrl(one).isSameRepositoryAs(new RepositoryUrl(other)))
                .isEqualTo(same);
        assertThat(new RepositoryUrl(other).isSameRepositoryAs(new RepositoryUrl(one)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/a, true",
        "http://127.0.0.1:99/a, true",
        "http://[::1]/a, true",
        "http://localhost.evil.example/a, false",
        "http://127.0.0.1.evil.example/a, false",
        "http://10.0.0.1/a, false",
        "file:///a, false"
    })
    void only_this_machine_is_loopback(String url, boolean loopback) {
        assertThat(new RepositoryUrl(url).isLoopback()).isEqualTo(loopback);
    }

    @Test
    void only_an_unavailable_source_is_worth_another_try() {
        assertThat(CredentialException.Reason.values())
                .filteredOn(reason -> new CredentialException(reason, "m").isRetryable())
                .containsExactly(CredentialException.Reason.UNAVAILABLE);
    }
}
