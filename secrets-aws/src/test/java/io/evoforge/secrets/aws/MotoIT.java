package io.evoforge.secrets.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.testkit.aws.MotoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against moto, a server for Secrets Manager that others wrote, and with the AWS command line as reader. The test is
 * skipped, visibly, where moto cannot be had.
 */
class MotoIT {
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    private static @Nullable MotoServer moto;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @Test
    void what_is_written_is_read_and_a_rotation_is_taken_up() {
        AwsSecret secret = secret("rotated");
        try (AwsSecretWriter writer = writer(secret);
                AwsSecretsManagerCredentialSource source = source(secret)) {
            assertThatThrownBy(() -> source.find(REPOSITORY)).hasMessageContaining("there is no such secret");
            assertThat(writer.arn()).isEmpty();

            AwsSecretWriter.Written created = writer.write(credentials("ghp_first0123456789"));
            GitCredentials first = source.find(REPOSITORY).orElseThrow();
            AwsSecretWriter.Written updated = writer.write(credentials("ghp_second0123456789"));
            GitCredentials second = source.refresh(first).orElseThrow();

            assertThat(created.created()).isTrue();
            assertThat(updated.created()).isFalse();
            assertThat(writer.arn()).contains(created.arn());
            assertThat(first.token().reveal()).isEqualTo("ghp_first0123456789");
            assertThat(second.token().reveal()).isEqualTo("ghp_second0123456789");
            assertThat(source.refresh(second)).isEmpty();
        }
    }

    @Test
    void the_aws_command_line_reads_what_was_written_and_we_read_what_it_wrote() throws Exception {
        AwsSecret secret = secret("by-command-line");
        try (AwsSecretWriter writer = writer(secret);
                AwsSecretsManagerCredentialSource source = source(secret)) {
            writer.write(credentials("ghp_ours0123456789"));

            JsonNode read = new ObjectMapper()
                    .readTree(aws("get-secret-value", secret.id(), "--query", "SecretString", "--output", "text"));
            assertThat(read.path("username").asText()).isEqualTo("codec-bot");
            assertThat(read.path("token").asText()).isEqualTo("ghp_ours0123456789");
            assertThat(read.path("email").asText()).isEqualTo("bot@example.com");
            assertThat(read.path("repo").asText()).isEqualTo(REPOSITORY.value());

            Path text = directory.resolve("secret.json");
            Files.writeString(text, read.toString().replace("ghp_ours", "ghp_theirs"));
            aws("put-secret-value", secret.id(), "--secret-string", "file://" + text, "--output", "text");
            assertThat(source.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo("ghp_theirs0123456789");
        }
    }

    @Test
    void a_secret_marked_for_deletion_is_named_with_the_way_back() throws Exception {
        AwsSecret secret = secret("deleted");
        try (AwsSecretWriter writer = writer(secret);
                AwsSecretsManagerCredentialSource source = source(secret)) {
            writer.write(credentials("ghp_ours0123456789"));

            aws("delete-secret", secret.id(), "--recovery-window-in-days", "7", "--output", "text");

            assertThatThrownBy(() -> source.find(REPOSITORY))
                    .hasMessageContaining("it is marked for deletion")
                    .hasMessageContaining("restore-secret --secret-id deleted");
        }
    }

    private static String aws(String operation, String id, String... options) {
        List<String> arguments = new ArrayList<>(List.of("secretsmanager", operation, "--secret-id", id));
        arguments.addAll(List.of(options));
        return moto().aws(arguments.toArray(String[]::new));
    }

    private static MotoServer moto() {
        return requireNonNull(moto, "moto");
    }

    private static AwsSecret secret(String id) {
        return new AwsSecret(id, "us-east-1", moto().endpoint(), Duration.ofSeconds(30));
    }

    private static AwsSecretWriter writer(AwsSecret secret) {
        return new AwsSecretWriter(secret, null, Clock.systemUTC(), SecretsManagerServer.AWS_CREDENTIALS);
    }

    private static AwsSecretsManagerCredentialSource source(AwsSecret secret) {
        return new AwsSecretsManagerCredentialSource(
                secret, RefreshSettings.DEFAULT, Clock.systemUTC(), null, SecretsManagerServer.AWS_CREDENTIALS);
    }

    private static GitCredentials credentials(String token) {
        return new GitCredentials("codec-bot", new Secret(token), "bot@example.com", REPOSITORY);
    }
}
