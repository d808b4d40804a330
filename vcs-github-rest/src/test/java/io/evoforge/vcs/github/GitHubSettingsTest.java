package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.RepositoryUrl;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubSettingsTest {
    private static final RepositoryUrl CODEC = new RepositoryUrl("https://github.com/acme/codec.git");

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/codec.git, https://api.github.com, https://api.github.com/graphql",
        "https://www.github.com/acme/codec, https://api.github.com, https://api.github.com/graphql",
        "https://acme.ghe.com/acme/codec, https://api.acme.ghe.com, https://api.acme.ghe.com/graphql",
        "https://git.example.org/acme/codec, https://git.example.org/api/v3, https://git.example.org/api/graphql",
        "https://git.example.org:8443/a/c, https://git.example.org:8443/api/v3, https://git.example.org:8443/api/graphql",
        "ssh://git@git.example.org:2222/a/c, https://git.example.org/api/v3, https://git.example.org/api/graphql"
    })
    void the_interfaces_are_found_from_the_repository(String repository, URI rest, URI graphQl) {
        GitHubSettings settings = GitHubSettings.of(new RepositoryUrl(repository));

        assertThat(settings.apiUrl()).isEqualTo(rest);
        assertThat(settings.graphQlUrl()).isEqualTo(graphQl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.org",
                "ftp://api.example.org",
                "https://ada:secret@api.example.org",
                "https://api.example.org?x=1",
                "api.example.org"
            })
    void an_address_that_the_token_must_not_go_to_is_refused_without_repeating_it(URI address) {
        assertThatThrownBy(() -> GitHubSettings.of(CODEC, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interface")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme",
                "https://github.com/acme/codec/more",
                "https://github.com/acme/..",
                "https://github.com/acme/co%22dec"
            })
    void a_url_that_names_no_repository_is_refused(String repository) {
        assertThatThrownBy(() -> GitHubSettings.of(new RepositoryUrl(repository)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no repository on GitHub");
    }
}
