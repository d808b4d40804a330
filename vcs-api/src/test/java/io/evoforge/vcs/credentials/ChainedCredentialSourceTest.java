package io.evoforge.vcs.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.testkit.credentials.CredentialSourceContract;
import io.evoforge.testkit.credentials.InMemoryCredentialSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainedCredentialSourceTest extends CredentialSourceContract {
    private final CredentialSource empty = new EnvironmentCredentialSource(Map.of(), "GITHUB_");
    private final InMemoryCredentialSource second = new InMemoryCredentialSource();
    private final InMemoryCredentialSource third = new InMemoryCredentialSource();
    private final CredentialSource chain = new ChainedCredentialSource(List.of(empty, second, third));

    @Override
    protected void store(GitCredentials credentials) {
        second.replaceWith(credentials);
    }

    @Override
    protected void breakPlace(String token) {
        second.breakWith(new CredentialException(Reason.MALFORMED, "broken"));
    }

    @Override
    protected CredentialSource source() {
        return chain;
    }

    @Test
    void a_source_that_has_nothing_leaves_the_question_to_the_next() {
        third.replaceWith(credentials("ghp_third0123456789"));

        assertThat(chain.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo("ghp_third0123456789");
    }

    @Test
    void a_broken_source_ends_the_search() {
        third.replaceWith(credentials("ghp_third0123456789"));
        breakPlace("");

        assertThatThrownBy(() -> chain.find(REPOSITORY)).hasMessage("broken");
    }

    @Test
    void a_rejected_token_is_not_replaced_by_one_of_another_source() {
        store(credentials("ghp_second0123456789"));
        third.replaceWith(credentials("ghp_third0123456789"));
        GitCredentials rejected = chain.find(REPOSITORY).orElseThrow();

        assertThat(chain.refresh(rejected)).isEmpty();
        assertThat(third.refreshes()).isZero();
    }

    @Test
    void it_tells_whom_it_asks() {
        assertThat(new ChainedCredentialSource(List.of(empty, empty)))
                .hasToString("[environment variables GITHUB_*, then environment variables GITHUB_*]");
    }
}
