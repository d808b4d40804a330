package io.evoforge.vcs.credentials;

import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Optional;

/** What the sources here have in common. */
final class HttpRepositories {
    private HttpRepositories() {}

    /** Whether a token authenticates there. SSH uses keys, and a directory nothing. */
    static boolean takesToken(RepositoryUrl repository) {
        return repository.scheme().equals("https") || repository.scheme().equals("http");
    }

    static Optional<GitCredentials> unlessSameToken(Optional<GitCredentials> found, GitCredentials rejected) {
        String token = rejected.token().reveal();
        return found.filter(credentials -> !credentials.token().reveal().equals(token));
    }
}
