package io.evoforge.testkit.credentials;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Credentials in memory, which a test replaces, removes or breaks at will. Safe for use by several threads.
 */
public final class InMemoryCredentialSource implements CredentialSource {
    private volatile Supplier<Optional<GitCredentials>> place = Optional::empty;
    private final AtomicInteger refreshes = new AtomicInteger();

    /** A source that holds nothing yet. */
    public InMemoryCredentialSource() {}

    /** A source that holds {@code credentials}. */
    public InMemoryCredentialSource(GitCredentials credentials) {
        replaceWith(credentials);
    }

    /** From now on holds {@code credentials}. */
    public void replaceWith(GitCredentials credentials) {
        place = () -> Optional.of(credentials);
    }

    /** From now on throws {@code fault}. */
    public void breakWith(CredentialException fault) {
        place = () -> {
            throw fault;
        };
    }

    /** How often {@link #refresh} was called. */
    public int refreshes() {
        return refreshes.get();
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        if (!repository.scheme().startsWith("http")) {
            return Optional.empty();
        }
        Optional<GitCredentials> held = held();
        held.ifPresent(credentials ->
                CredentialFields.requireSameRepository("This source", credentials.repository(), repository));
        return held;
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        refreshes.incrementAndGet();
        return held().filter(
                        held -> !held.token().reveal().equals(rejected.token().reveal()));
    }

    private Optional<GitCredentials> held() {
        return place.get();
    }
}
