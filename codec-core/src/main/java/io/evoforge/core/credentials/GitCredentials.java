package io.evoforge.core.credentials;

/**
 * Who commits, and with which right. The components are checked by {@link CredentialRules}.
 *
 * @param username account name on the host; also the author name of commits
 * @param token what authenticates over HTTPS
 * @param email author e-mail address of commits
 * @param repository the one repository these are for
 */
public record GitCredentials(String username, Secret token, String email, RepositoryUrl repository)
        implements StoredCredentials {
    public GitCredentials {
        CredentialRules.checkUsername(username);
        CredentialRules.checkToken(token.reveal());
        CredentialRules.checkEmail(email);
    }
}
