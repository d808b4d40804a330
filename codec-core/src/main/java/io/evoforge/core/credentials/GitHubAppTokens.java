package io.evoforge.core.credentials;

/**
 * Exchanges the key of a GitHub App for tokens of its installation.
 *
 * <p>Implementations are safe for use by several threads, keep a token until shortly before it ends, and give each call
 * to GitHub an overall deadline.
 */
public interface GitHubAppTokens {
    /**
     * A token that is valid now, for the repository of {@code key} only.
     *
     * @throws CredentialException if GitHub refuses the key ({@code DENIED}), the App is not installed there
     *     ({@code MISSING}), or GitHub is out of reach ({@code UNAVAILABLE})
     */
    Secret current(GitHubAppKey key);

    /**
     * Told that GitHub did not accept {@code rejected}: forgets it and gives another one.
     *
     * @throws CredentialException as {@link #current}
     */
    Secret replace(GitHubAppKey key, Secret rejected);
}
