package io.evoforge.app.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensInUseTest {
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    private final TokensInUse tokens = new TokensInUse(new Rotating());

    @Test
    void nothing_is_known_before_something_was_handed_out() {
        assertThat(tokens.get()).isEmpty();
    }

    @Test
    void what_was_handed_out_before_a_rotation_is_known_too() {
        GitCredentials first = tokens.find(REPOSITORY).orElseThrow();
        GitCredentials second = tokens.refresh(first).orElseThrow();

        assertThat(tokens.get()).containsExactly(second.token(), first.token());
    }

    @Test
    void only_the_last_few_are_kept() {
        for (int i = 0; i < 10; i++) {
            tokens.find(REPOSITORY);
        }

        assertThat(tokens.get())
                .extracting(Secret::reveal)
                .containsExactly("token-10", "token-9", "token-8", "token-7");
    }

    /** Has another token each time. */
    private static final class Rotating implements CredentialSource {
        private int asked;

        @Override
        public Optional<GitCredentials> find(RepositoryUrl repository) {
            asked++;
            return Optional.of(
                    new GitCredentials("codec-bot", new Secret("token-" + asked), "bot@example.com", repository));
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return find(rejected.repository());
        }
    }
}
