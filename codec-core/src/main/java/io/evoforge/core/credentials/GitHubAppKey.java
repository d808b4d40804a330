package io.evoforge.core.credentials;

/**
 * The key of a GitHub App that is installed on one repository. It authenticates nothing by itself: {@link GitHubAppTokens}
 * exchanges it for tokens that live for an hour.
 *
 * @param appId number of the App, above 0
 * @param installationId number of its installation on the owner of the repository, above 0
 * @param privateKey an RSA private key in PEM form (PKCS #1 as GitHub hands it out, or PKCS #8), not encrypted
 * @param username author name of commits, usually {@code name-of-the-app[bot]}
 * @param email author e-mail address of commits
 * @param repository the one repository these are for
 */
public record GitHubAppKey(
        long appId, long installationId, Secret privateKey, String username, String email, RepositoryUrl repository)
        implements StoredCredentials {
    public GitHubAppKey {
        CredentialRules.checkNumber(appId);
        CredentialRules.checkNumber(installationId);
        CredentialRules.checkPrivateKey(privateKey.reveal());
        CredentialRules.checkUsername(username);
        CredentialRules.checkEmail(email);
    }
}
