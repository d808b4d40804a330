package io.evoforge.vcs.jgit;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Optional;

/** A source that has none. */
enum NoCredentials implements CredentialSource {
    SOURCE;

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        return Optional.empty();
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return Optional.empty();
    }
}
