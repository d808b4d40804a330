package io.evoforge.vcs.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.testkit.credentials.CredentialSourceContract;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentCredentialSourceTest extends CredentialSourceContract {
    private final Map<String, String> environment = new HashMap<>();

    @Override
    protected void store(GitCredentials credentials) {
        environment.put("GITHUB_USERNAME", credentials.username());
        environment.put("GITHUB_TOKEN", credentials.token().reveal());
        environment.put("GITHUB_EMAIL", credentials.email());
        environment.put("GITHUB_REPO", credentials.repository().value());
    }

    @Override
    protected void breakPlace(String token) {
        environment.put("GITHUB_TOKEN", token);
    }

    @Override
    protected CredentialSource source() {
        return new EnvironmentCredentialSource(environment, "GITHUB_");
    }

    @Test
    void an_environment_without_any_of_the_variables_knows_nothing() {
        environment.put("GITHUB_TOKEN_OF_SOMETHING_ELSE", "x");

        assertThat(source().find(REPOSITORY)).isEmpty();
    }

    @Test
    void a_variable_that_is_missing_beside_others_is_named() {
        store(credentials("ghp_0123456789abcdef"));
        environment.remove("GITHUB_EMAIL");

        assertThatThrownBy(() -> source().find(REPOSITORY))
                .hasMessage("The environment has no variable GITHUB_EMAIL. Set the variables GITHUB_USERNAME,"
                        + " GITHUB_TOKEN and GITHUB_EMAIL, or none of them.");
    }

    @Test
    void without_a_repository_of_their_own_the_variables_are_for_the_one_asked_about() {
        store(credentials("ghp_0123456789abcdef"));
        environment.remove("GITHUB_REPO");

        assertThat(source().find(REPOSITORY))
                .hasValueSatisfying(found -> assertThat(found.repository()).isEqualTo(REPOSITORY));
    }
}
