package io.evoforge.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against moto, a server for Secrets Manager that others wrote, and with the AWS command line as reader. Neither is part of
 * Debian's base, so the test is skipped, visibly, where they are missing.
 */
class MotoIT {
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");

    private static Process moto;
    private static URI endpoint;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(isInstalled("moto_server"), "moto_server is not installed (pip install 'moto[server]')");
        moto = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = moto.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                endpoint = URI.create(listening.group(1));
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "moto-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
            line = output.readLine();
        }
        throw new IOException("moto_server ended before it listened");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (moto != null) {
            moto.descendants().forEach(ProcessHandle::destroyForcibly);
            moto.destroyForcibly().waitFor();
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
        assumeTrue(isInstalled("aws"), "the AWS command line is not installed (Debian package awscli)");
        AwsSecret secret = secret("by-command-line");
        try (AwsSecretWriter writer = writer(secret);
                AwsSecretsManagerCredentialSource source = source(secret)) {
            writer.write(credentials("ghp_ours0123456789"));

            JsonNode read = new ObjectMapper()
                    .readTree(aws("get-secret-value", "--query", "SecretString", "--output", "text", secret.id()));
            assertThat(read.path("username").asText()).isEqualTo("codec-bot");
            assertThat(read.path("token").asText()).isEqualTo("ghp_ours0123456789");
            assertThat(read.path("email").asText()).isEqualTo("bot@example.com");
            assertThat(read.path("repo").asText()).isEqualTo(REPOSITORY.value());

            Path text = directory.resolve("secret.json");
            Files.writeString(text, read.toString().replace("ghp_ours", "ghp_theirs"));
            aws("put-secret-value", "--secret-string", "file://" + text, "--output", "text", secret.id());
            assertThat(source.find(REPOSITORY).orElseThrow().token().reveal()).isEqualTo("ghp_theirs0123456789");
        }
    }

    @Test
    void a_secret_marked_for_deletion_is_named_with_the_way_back() throws Exception {
        assumeTrue(isInstalled("aws"), "the AWS command line is not installed (Debian package awscli)");
        AwsSecret secret = secret("deleted");
        try (AwsSecretWriter writer = writer(secret);
                AwsSecretsManagerCredentialSource source = source(secret)) {
            writer.write(credentials("ghp_ours0123456789"));

            aws("delete-secret", "--recovery-window-in-days", "7", "--output", "text", secret.id());

            assertThatThrownBy(() -> source.find(REPOSITORY))
                    .hasMessageContaining("it is marked for deletion")
                    .hasMessageContaining("restore-secret --secret-id deleted");
        }
    }

    private static String aws(
            String operation, String option, String value, String formatOption, String format, String id)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "aws",
                "secretsmanager",
                operation,
                "--endpoint-url",
                endpoint.toString(),
                "--region",
                "us-east-1",
                "--secret-id",
                id,
                option,
                value,
                formatOption,
                format);
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }

    private static AwsSecret secret(String id) {
        return new AwsSecret(id, "us-east-1", endpoint, Duration.ofSeconds(30));
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

    private static boolean isInstalled(String program) {
        List<String> path = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
