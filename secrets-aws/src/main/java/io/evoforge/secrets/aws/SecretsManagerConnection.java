package io.evoforge.secrets.aws;

import io.evoforge.core.credentials.CredentialException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * The client of the AWS SDK, made at the first call, with an overall deadline and a cap on what it may read. Safe for use
 * by several threads.
 */
final class SecretsManagerConnection implements AutoCloseable {
    private final AwsSecret secret;
    private final @Nullable AwsCredentialsProvider credentials;
    private final AwsFaults faults;
    private @Nullable SecretsManagerClient client;

    SecretsManagerConnection(AwsSecret secret, @Nullable AwsCredentialsProvider credentials, Clock clock) {
        this.secret = secret;
        this.credentials = credentials;
        this.faults = new AwsFaults(secret, clock);
    }

    /**
     * Makes one call. It runs in a thread of its own, because looking for a region or for AWS credentials may ask other
     * services, which the deadline of the SDK does not cover.
     *
     * @throws CredentialException saying what went wrong with {@code action}, as in "read"
     */
    <T> T call(String action, Function<SecretsManagerClient, T> call) {
        FutureTask<T> task = new FutureTask<>(() -> call.apply(client()));
        Thread thread = new Thread(task, "aws-secrets-manager");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(secret.callDeadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw faults.translate(action, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw faults.tooSlow(action);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw faults.interrupted(action);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    private SecretsManagerClient connect() {
        SecretsManagerClientBuilder builder = SecretsManagerClient.builder()
                .credentialsProvider(
                        credentials != null
                                ? credentials
                                : DefaultCredentialsProvider.builder().build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(secret.callDeadline())
                        .socketTimeout(secret.callDeadline()))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(secret.callDeadline())
                        .addExecutionInterceptor(new ResponseCap()));
        if (secret.region() != null) {
            builder.region(Region.of(secret.region()));
        }
        if (secret.endpoint() != null) {
            builder.endpointOverride(secret.endpoint());
        }
        return builder.build();
    }
}
