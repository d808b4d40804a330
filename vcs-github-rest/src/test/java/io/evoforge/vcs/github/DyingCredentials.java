package io.evoforge.vcs.github;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Optional;

/** Credentials with which the process ends before a certain request. */
final class DyingCredentials implements CredentialSource {
    private final CredentialSource delegate;
    private int left;

    /** Ends the process before the request after {@code left} others. */
    DyingCredentials(CredentialSource delegate, int left) {
        this.delegate = delegate;
        this.left = left;
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        left--;
        if (left < 0) {
            throw new Killed();
        }
        return delegate.find(repository);
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        return delegate.refresh(rejected);
    }

    /** The end of a process, which nothing in it can catch. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
