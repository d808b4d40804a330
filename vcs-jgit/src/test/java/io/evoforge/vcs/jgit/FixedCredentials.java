package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source with one token, which it looks up again when that is refused. */
final class FixedCredentials implements CredentialSource {
    static final String USERNAME = "evo-bot";

    /** Not a real one, but easy to find wherever it should not be. */
    static final String TOKEN = "ghp_" + "CanaryCanaryCanaryCanary1234567890ab";

    final AtomicInteger refreshes = new AtomicInteger();
    private final RepositoryUrl repository;
    private volatile String token;

    FixedCredentials(RepositoryUrl repository) {
        this(repository, TOKEN);
    }

    FixedCredentials(RepositoryUrl repository, String firstToken) {
        this.repository = repository;
        this.token = firstToken;
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl wanted) {
        return Optional.of(new GitCredentials(USERNAME, new Secret(token), "bot@example.org", repository));
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        refreshes.incrementAndGet();
        if (rejected.token().reveal().equals(TOKEN)) {
            return Optional.empty();
        }
        token = TOKEN;
        return find(repository);
    }
}
