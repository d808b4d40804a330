package io.evoforge.app.logging;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Optional;

/** Tells the mask about every token that is handed out, before anybody can print it. */
public final class MaskedCredentialSource implements CredentialSource {
    private final CredentialSource source;
    private final SecretMask mask;

    /** Hands out what {@code source} has. */
    public MaskedCredentialSource(CredentialSource source, SecretMask mask) {
        this.source = source;
        this.mask = mask;
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        return known(source.find(repository));
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return known(source.refresh(rejected));
    }

    @Override
    public String toString() {
        return source.toString();
    }

    private Optional<GitCredentials> known(Optional<GitCredentials> found) {
        found.ifPresent(credentials -> mask.add(credentials.token()));
        return found;
    }
}
