package io.evoforge.core.credentials;

/** What a place that keeps credentials may hold: a token, or the key of a GitHub App that tokens are made with. */
public sealed interface StoredCredentials permits GitCredentials, GitHubAppKey {
    /** The author name of commits. */
    String username();

    /** The author e-mail address of commits. */
    String email();

    /** The one repository these are for. */
    RepositoryUrl repository();
}
