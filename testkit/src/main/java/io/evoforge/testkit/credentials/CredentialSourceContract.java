package io.evoforge.testkit.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link CredentialSource} promises, so that they can be exchanged and chained by configuration. */
public abstract class CredentialSourceContract {
    /** The repository that every test asks about. */
    protected static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    private static final String CANARY = "ghp_contractCanary0123456789abcdef";

    /** Makes the place hold {@code credentials} from now on, as its owner would by rotating the token. */
    protected abstract void store(GitCredentials credentials) throws Exception;

    /** Makes the place unusable from now on, in a way in which {@code token} is still somewhere in it. */
    protected abstract void breakPlace(String token) throws Exception;

    /** The source that reads the place. */
    protected abstract CredentialSource source() throws Exception;

    /** Credentials as the tests use them. */
    protected static GitCredentials credentials(String token) {
        return new GitCredentials("codec-bot", new Secret(token), "bot@example.com", REPOSITORY);
    }

    @Test
    void what_the_place_holds_is_found() throws Exception {
        store(credentials(CANARY));

        GitCredentials found = source().find(REPOSITORY).orElseThrow();

        assertThat(found.username()).isEqualTo("codec-bot");
        assertThat(found.token().reveal()).isEqualTo(CANARY);
        assertThat(found.email()).isEqualTo("bot@example.com");
        assertThat(found.repository().isSameRepositoryAs(REPOSITORY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@github.com/acme/codec.git", "file:///srv/git/codec.git"})
    void a_remote_that_takes_no_token_gets_none(String url) throws Exception {
        store(credentials(CANARY));

        assertThat(source().find(new RepositoryUrl(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/acme/codec.git",
                "https://github.com:8443/acme/codec.git",
                "http://github.com/acme/codec.git",
                "https://github.com/acme/other.git"
            })
    void another_repository_never_gets_the_token(String url) throws Exception {
        store(credentials(CANARY));
        CredentialSource source = source();
        source.find(REPOSITORY);

        List<GitCredentials> handedOut = new ArrayList<>();
        Throwable fault =
                catchThrowable(() -> source.find(new RepositoryUrl(url)).ifPresent(handedOut::add));

        assertThat(handedOut).isEmpty();
        if (fault != null) {
            assertThat(fault).isInstanceOf(CredentialException.class);
            assertThat(everythingPrinted(fault)).doesNotContain(CANARY);
        }
    }

    @Test
    void a_rotated_token_is_taken_up_by_a_refresh() throws Exception {
        store(credentials(CANARY));
        CredentialSource source = source();
        GitCredentials old = source.find(REPOSITORY).orElseThrow();

        store(credentials("ghp_rotated0123456789abcdefghijkl"));

        assertThat(source.refresh(old).orElseThrow().token().reveal()).isEqualTo("ghp_rotated0123456789abcdefghijkl");
        assertThat(source.find(REPOSITORY).orElseThrow().token().reveal())
                .isEqualTo("ghp_rotated0123456789abcdefghijkl");
    }

    @Test
    void a_refresh_without_a_newer_token_is_empty() throws Exception {
        store(credentials(CANARY));
        CredentialSource source = source();
        GitCredentials rejected = source.find(REPOSITORY).orElseThrow();

        assertThat(source.refresh(rejected)).isEmpty();
        assertThat(source.refresh(rejected)).isEmpty();
    }

    @Test
    void a_broken_place_is_an_error_that_does_not_show_what_is_in_it() throws Exception {
        breakPlace(CANARY);
        CredentialSource source = source();

        assertThatThrownBy(() -> source.find(REPOSITORY))
                .isInstanceOf(CredentialException.class)
                .satisfies(fault -> assertThat(everythingPrinted(fault)).doesNotContain(CANARY));
    }

    @Test
    void a_place_that_was_repaired_is_read_again() throws Exception {
        breakPlace(CANARY);
        CredentialSource source = source();
        assertThatThrownBy(() -> source.find(REPOSITORY)).isInstanceOf(CredentialException.class);

        store(credentials(CANARY));

        assertThat(source.find(REPOSITORY)).isPresent();
    }

    @Test
    void neither_the_source_nor_what_it_gives_prints_the_token() throws Exception {
        store(credentials(CANARY));
        CredentialSource source = source();
        GitCredentials found = source.find(REPOSITORY).orElseThrow();

        assertThat(source.toString() + found + found.token()).doesNotContain(CANARY);
    }

    @Test
    void two_threads_get_the_same_token() throws Exception {
        store(credentials(CANARY));
        CredentialSource source = source();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<GitCredentials>> answers = threads.invokeAll(List.of(
                    () -> source.find(REPOSITORY).orElseThrow(),
                    () -> source.find(REPOSITORY).orElseThrow()));

            for (Future<GitCredentials> answer : answers) {
                assertThat(answer.get().token().reveal()).isEqualTo(CANARY);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String everythingPrinted(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
