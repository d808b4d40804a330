package io.evoforge.secrets.aws;

import io.evoforge.core.credentials.StoredCredentials;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Writes credentials into AWS Secrets Manager, for the one who sets up; the agent itself only reads. */
public final class AwsSecretWriter implements AutoCloseable {
    private static final String DESCRIPTION = "GitHub credentials with which Evoforge commits";

    private final AwsSecret secret;
    private final @Nullable String kmsKey;
    private final SecretsManagerConnection connection;

    /**
     * What {@link #write} did.
     *
     * @param created whether the secret was made; otherwise it got a new version
     * @param arn the full name that AWS gave the secret
     */
    public record Written(boolean created, String arn) {}

    /**
     * Writes {@code secret} with the AWS credentials of the AWS default chain.
     *
     * @param kmsKey id, alias or ARN of the key that a new secret is encrypted with; without it, that of Secrets Manager
     */
    public AwsSecretWriter(AwsSecret secret, @Nullable String kmsKey, Clock clock) {
        this(secret, kmsKey, clock, null);
    }

    AwsSecretWriter(
            AwsSecret secret, @Nullable String kmsKey, Clock clock, @Nullable AwsCredentialsProvider awsCredentials) {
        this.secret = secret;
        this.kmsKey = kmsKey;
        this.connection = new SecretsManagerConnection(secret, awsCredentials, clock);
    }

    /**
     * Makes {@code credentials} the current version of the secret, and makes the secret if there is none. The version
     * before stays in AWS under the label {@code AWSPREVIOUS}.
     *
     * @throws io.evoforge.core.credentials.CredentialException if AWS refuses or is out of reach
     */
    public Written write(StoredCredentials credentials) {
        return connection.call("write", client -> putOrCreate(client, SecretDocument.write(credentials)));
    }

    /**
     * The full name that AWS gave the secret, which tells account and region.
     *
     * @return empty if there is no such secret
     * @throws io.evoforge.core.credentials.CredentialException if AWS refuses or is out of reach
     */
    public Optional<String> arn() {
        return connection.call("look up", client -> {
            try {
                return Optional.ofNullable(client.describeSecret(request -> request.secretId(secret.id()))
                        .arn());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    private Written putOrCreate(SecretsManagerClient client, String document) {
        try {
            return put(client, document);
        } catch (ResourceNotFoundException e) {
            if (secret.isArn()) {
                throw e; // AWS makes the ARN; a secret cannot be created under one of our choice
            }
        }
        try {
            return new Written(
                    true,
                    client.createSecret(request -> {
                                request.name(secret.id())
                                        .description(DESCRIPTION)
                                        .secretString(document);
                                if (kmsKey != null) {
                                    request.kmsKeyId(kmsKey);
                                }
                            })
                            .arn());
        } catch (ResourceExistsException e) {
            return put(client, document); // somebody created it since
        }
    }

    private Written put(SecretsManagerClient client, String document) {
        return new Written(
                false,
                client.putSecretValue(request -> request.secretId(secret.id()).secretString(document))
                        .arn());
    }
}
