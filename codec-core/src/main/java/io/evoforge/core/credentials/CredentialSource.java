package io.evoforge.core.credentials;

import java.util.Optional;

/**
 * Knows the credentials of the remote repository: a secrets manager, an environment variable, a file.
 *
 * <p>Implementations are safe for use by several threads, hand out credentials per call, and keep them no longer than
 * they have to.
 */
public interface CredentialSource {
    /**
     * The credentials for {@code repository}.
     *
     * @return empty if this source has none for it, so that the next source may be asked
     * @throws CredentialException if this source should have them but is broken, refuses, or holds something unusable
     */
    Optional<GitCredentials> find(RepositoryUrl repository);

    /**
     * Told when the host answered that {@code rejected} is not valid. A source that keeps a copy drops it and looks
     * again; the caller tries once more with what it gets.
     *
     * @return empty if there is nothing newer than {@code rejected}
     * @throws CredentialException as {@link #find}
     */
    Optional<GitCredentials> refresh(GitCredentials rejected);
}
