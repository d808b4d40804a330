package io.evoforge.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.EvoforgeProcess.Run;
import io.evoforge.testkit.aws.MotoServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path of a new user through somebody else's Secrets Manager, read back with the AWS command line. */
class CredentialsMotoIT {
    private static final String TOKEN = "ghp_motoCanary0123456789abcdefgh";

    @TempDir
    private Path directory;

    @Test
    void what_setup_writes_the_aws_command_line_reads() throws Exception {
        try (MotoServer moto = MotoServer.start()) {
            EvoforgeProcess evoforge = new EvoforgeProcess(
                    directory,
                    Map.of(
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "test",
                            "EVOFORGE_CREDENTIALS_AWS_ENDPOINT", moto.endpoint().toString(),
                            "EVOFORGE_CREDENTIALS_AWS_REGION", "us-east-1",
                            "EVOFORGE_CREDENTIALS_DEADLINE", "240s"));

            Run missing = evoforge.run("", "credentials", "verify");
            Run setup = evoforge.run(
                    "codec-bot\n" + TOKEN + "\nbot@example.com\nhttps://github.com/acme/codec.git\n",
                    "credentials",
                    "setup",
                    "--no-check");
            Run policy = evoforge.run("", "credentials", "iam-policy");
            JsonNode secret = new ObjectMapper()
                    .readTree(moto.aws(
                            "secretsmanager",
                            "get-secret-value",
                            "--secret-id",
                            "ai-video-codec/github-credentials",
                            "--query",
                            "SecretString",
                            "--output",
                            "text"));

            assertThat(missing.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
            assertThat(missing.error()).contains("there is no such secret");
            assertThat(setup.code()).as(setup.error()).isZero();
            assertThat(setup.out()).startsWith("Created the secret arn:aws:secretsmanager:us-east-1:");
            assertThat(secret.path("username").asText()).isEqualTo("codec-bot");
            assertThat(secret.path("token").asText()).isEqualTo(TOKEN);
            assertThat(secret.path("email").asText()).isEqualTo("bot@example.com");
            assertThat(secret.path("repo").asText()).isEqualTo("https://github.com/acme/codec.git");
            assertThat(policy.out())
                    .contains(
                            "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-video-codec/github-credentials-");
            assertThat(setup.out() + setup.error() + policy.out() + policy.error())
                    .doesNotContain(TOKEN);
        }
    }
}
