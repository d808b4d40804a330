package io.evoforge.secrets.aws;

import static io.evoforge.secrets.aws.SecretsManagerServer.error;
import static io.evoforge.secrets.aws.SecretsManagerServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.secrets.aws.AwsSecretWriter.Written;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsSecretWriterIT {
    private static final GitCredentials CREDENTIALS = new GitCredentials(
            "codec-bot",
            new Secret("ghp_writer0123456789abcdef"),
            "bot@example.com",
            new RepositoryUrl("https://github.com/acme/codec.git"));
    private static final String NAMED = "{\"ARN\":\"" + SecretsManagerServer.ARN + "\"}";

    private final SecretsManagerServer server = new SecretsManagerServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_secret_that_exists_gets_a_new_version() throws Exception {
        server.answers("PutSecretValue", json(200, NAMED));

        Written written = write(server.secret(), null);

        assertThat(written).isEqualTo(new Written(false, SecretsManagerServer.ARN));
        JsonNode request = new ObjectMapper().readTree(server.lastBody("PutSecretValue"));
        assertThat(request.path("SecretString").asText())
                .isEqualTo("{\"username\":\"codec-bot\",\"token\":\"ghp_writer0123456789abcdef\","
                        + "\"email\":\"bot@example.com\",\"repo\":\"https://github.com/acme/codec.git\"}");
    }

    @Test
    void a_secret_that_does_not_exist_is_created_with_the_wanted_key() throws Exception {
        server.answers("PutSecretValue", error(400, "ResourceNotFoundException", "not there"));
        server.answers("CreateSecret", json(200, NAMED));

        Written written = write(server.secret(), "alias/codec");

        assertThat(written).isEqualTo(new Written(true, SecretsManagerServer.ARN));
        JsonNode request = new ObjectMapper().readTree(server.lastBody("CreateSecret"));
        assertThat(request.path("Name").asText()).isEqualTo(SecretsManagerServer.ID);
        assertThat(request.path("KmsKeyId").asText()).isEqualTo("alias/codec");
    }

    @Test
    void a_missing_secret_named_by_arn_is_not_created_under_another_name() {
        server.answers("PutSecretValue", error(400, "ResourceNotFoundException", "not there"));
        AwsSecret byArn = new AwsSecret(
                SecretsManagerServer.ARN, null, URI.create(server.wireMock().baseUrl()), Duration.ofSeconds(4));

        assertThatThrownBy(() -> write(byArn, null)).hasMessageContaining("Cannot write the secret 'arn:aws:");
        assertThat(server.calls("CreateSecret")).isZero();
    }

    @Test
    void a_refusal_never_repeats_what_was_to_be_written() {
        server.answers("PutSecretValue", error(400, "AccessDeniedException", "no ghp_writer0123456789abcdef"));

        assertThatThrownBy(() -> write(server.secret(), null))
                .hasMessageStartingWith("Cannot write the secret 'ai-video-codec/github-credentials'")
                .satisfies(fault -> assertThat(fault).hasNoCause())
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("ghp_"));
    }

    @Test
    void the_arn_is_looked_up() {
        server.answers("DescribeSecret", json(200, NAMED));
        try (AwsSecretWriter writer = writer(server.secret(), null)) {
            assertThat(writer.arn()).contains(SecretsManagerServer.ARN);

            server.answers("DescribeSecret", error(400, "ResourceNotFoundException", "not there"));
            assertThat(writer.arn()).isEmpty();
        }
    }

    private static Written write(AwsSecret secret, @Nullable String key) {
        try (AwsSecretWriter writer = writer(secret, key)) {
            return writer.write(CREDENTIALS);
        }
    }

    private static AwsSecretWriter writer(AwsSecret secret, @Nullable String key) {
        return new AwsSecretWriter(secret, key, Clock.systemUTC(), SecretsManagerServer.AWS_CREDENTIALS);
    }
}
