package io.evoforge.secrets.aws;

import static java.util.Objects.requireNonNull;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.StoredCredentials;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Credentials in AWS Secrets Manager: a JSON object with {@code username}, {@code token}, {@code email} and {@code repo},
 * or with the key of a GitHub App in place of the token. Only the version labelled {@code AWSCURRENT} is read. AWS itself
 * is asked with the AWS default chain: environment, profile, web identity, container, instance role.
 *
 * <p>A value is used for the cache age of {@link RefreshSettings}, read again when GitHub rejects it, and used up to the
 * stale age while AWS is out of reach. Nothing is asked before the first {@link #find}. Safe for use by several threads.
 */
public final class AwsSecretsManagerCredentialSource implements CredentialSource, AutoCloseable {
    private final AwsSecret secret;
    private final SecretsManagerConnection connection;
    private final SecretDocument document;
    private final SecretCache cache;
    private final @Nullable GitHubAppTokens appTokens;

    /** Reads {@code secret}, which holds a token. */
    public AwsSecretsManagerCredentialSource(AwsSecret secret, RefreshSettings refresh, Clock clock) {
        this(secret, refresh, clock, null, null);
    }

    /**
     * Reads {@code secret}, which holds a token or the key of a GitHub App.
     *
     * @param appTokens exchanges the key of the App
     */
    public AwsSecretsManagerCredentialSource(
            AwsSecret secret, RefreshSettings refresh, Clock clock, GitHubAppTokens appTokens) {
        this(secret, refresh, clock, requireNonNull(appTokens, "appTokens"), null);
    }

    AwsSecretsManagerCredentialSource(
            AwsSecret secret,
            RefreshSettings refresh,
            Clock clock,
            @Nullable GitHubAppTokens appTokens,
            @Nullable AwsCredentialsProvider awsCredentials) {
        this.secret = requireNonNull(secret, "secret");
        this.connection = new SecretsManagerConnection(secret, awsCredentials, clock);
        this.document = new SecretDocument(secret);
        this.cache = new SecretCache(this::stored, refresh, clock);
        this.appTokens = appTokens;
    }

    @Override
    public Optional<GitCredentials> find(RepositoryUrl repository) {
        if (!repository.scheme().equals("https") && !repository.scheme().equals("http")) {
            return Optional.empty(); // SSH uses keys, and a directory nothing
        }
        StoredCredentials stored = cache.current();
        CredentialFields.requireSameRepository(place(), stored.repository(), repository);
        return Optional.of(stored instanceof GitHubAppKey key ? withCurrentToken(key) : (GitCredentials) stored);
    }

    @Override
    public Optional<GitCredentials> refresh(GitCredentials rejected) {
        String token = rejected.token().reveal();
        StoredCredentials stored = cache.afterRejection(held -> held instanceof GitCredentials credentials
                && credentials.token().reveal().equals(token));
        CredentialFields.requireSameRepository(place(), stored.repository(), rejected.repository());
        if (stored instanceof GitHubAppKey key) {
            return Optional.of(withAnotherToken(key, rejected));
        }
        return Optional.of((GitCredentials) stored)
                .filter(credentials -> !credentials.token().reveal().equals(token));
    }

    /**
     * What the secret holds now, whatever repository it is for. For those who look at the secret itself; a host is given
     * what {@link #find} gives.
     *
     * @throws CredentialException as {@link #find}
     */
    public StoredCredentials stored() {
        GetSecretValueResponse answer = connection.call(
                "read",
                client -> client.getSecretValue(
                        request -> request.secretId(secret.id()).versionStage("AWSCURRENT")));
        if (answer.secretString() != null) {
            return document.parse(answer.secretString());
        }
        throw new CredentialException(
                Reason.MALFORMED,
                place()
                        + (answer.secretBinary() != null
                                ? " is stored as binary, and only text is read"
                                : " came without a value")
                        + ". Run `evoforge credentials setup`, which writes it as text.");
    }

    /** Ends the connections to AWS. A later call opens them again. */
    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "AWS secret " + secret.described();
    }

    private GitCredentials withCurrentToken(GitHubAppKey key) {
        try {
            return new GitCredentials(key.username(), tokens().current(key), key.email(), key.repository());
        } catch (CredentialException e) {
            return withTokenOfNewerKey(key, e);
        }
    }

    private GitCredentials withAnotherToken(GitHubAppKey key, GitCredentials rejected) {
        try {
            return new GitCredentials(
                    key.username(), tokens().replace(key, rejected.token()), key.email(), key.repository());
        } catch (CredentialException e) {
            return withTokenOfNewerKey(key, e);
        }
    }

    /** GitHub refused the key itself: it may have been replaced in the secret since we read it. */
    private GitCredentials withTokenOfNewerKey(GitHubAppKey refused, CredentialException fault) {
        if (fault.reason() != Reason.DENIED) {
            throw fault;
        }
        String oldKey = refused.privateKey().reveal();
        StoredCredentials stored = cache.afterRejection(held ->
                held instanceof GitHubAppKey key && key.privateKey().reveal().equals(oldKey));
        CredentialFields.requireSameRepository(place(), stored.repository(), refused.repository());
        if (stored instanceof GitHubAppKey key) {
            if (key.privateKey().reveal().equals(oldKey)) {
                throw fault;
            }
            return new GitCredentials(key.username(), tokens().current(key), key.email(), key.repository());
        }
        return (GitCredentials) stored;
    }

    private GitHubAppTokens tokens() {
        if (appTokens == null) {
            throw new CredentialException(
                    Reason.MALFORMED,
                    place()
                            + " holds the key of a GitHub App, and this source was made without something that exchanges"
                            + " it for a token. Make it with a GitHubAppTokens, or store a token.");
        }
        return appTokens;
    }

    private String place() {
        return "The secret " + secret.described();
    }
}
