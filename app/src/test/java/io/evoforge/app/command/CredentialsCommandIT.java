package io.evoforge.app.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.evoforge.app.command.EvoforgeProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs as processes of their own, in a pipe, with logging at TRACE; the token is in nothing they leave behind. */
class CredentialsCommandIT {
    private static final String CANARY = "ghp_commandCanary0123456789abcd";
    private static final String ANSWERS =
            "codec-bot\n" + CANARY + "\nbot@example.com\nhttps://github.com/acme/codec.git\n";
    private static final String ARN =
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-video-codec/github-credentials-AbCdEf";

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        server.start();
        aws("CreateSecret", "{\"ARN\":\"" + ARN + "\"}");
        aws("PutSecretValue", "{\"ARN\":\"" + ARN + "\"}");
        server.stubFor(get("/user").willReturn(okJson("{\"login\":\"codec-bot\"}")));
        server.stubFor(get("/repos/acme/codec")
                .willReturn(okJson("{\"full_name\":\"acme/codec\",\"default_branch\":\"main\",\"private\":true}")
                        .withHeader("X-OAuth-Scopes", "repo")));
        server.stubFor(post("/repos/acme/codec/git/refs").willReturn(aResponse().withStatus(422)));
        server.stubFor(post("/repos/acme/codec/pulls").willReturn(aResponse().withStatus(422)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void what_setup_stores_verify_shows_redacted() throws Exception {
        Run setup = run(ANSWERS, "text", "credentials", "setup");
        aws(
                "GetSecretValue",
                "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"{\\\"username\\\":\\\"codec-bot\\\",\\\"token\\\":\\\""
                        + CANARY
                        + "\\\",\\\"email\\\":\\\"bot@example.com\\\","
                        + "\\\"repo\\\":\\\"https://github.com/acme/codec.git\\\"}\"}");
        Run verify = run("", "json", "credentials", "verify");
        Run asJson = run("", "json", "credentials", "verify", "--json");

        assertThat(setup.code()).isZero();
        assertThat(setup.out())
                .isEqualTo("Stored a new version of the secret " + ARN + ".\nNext: evoforge credentials" + " verify\n");
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager.PutSecretValue"))
                        .withRequestBody(matchingJsonPath("$.SecretString")));
        DescribedJson.assertDescribed("credentials verify", asJson.out());
        assertThat(verify.code()).isZero();
        assertThat(verify.out()).isEqualTo("""
                {
                  "username" : "codec-bot",
                  "token" : "ghp_xxxxxxxxxxxx",
                  "email" : "bot@example.com",
                  "repo" : "https://github.com/acme/codec.git"
                }
                Account:       codec-bot
                Token:         classic token, scopes: repo
                Repository:    acme/codec, private, default branch main
                Contents:      may write
                Pull requests: may write
                """);
        assertThat(verify.error()).contains("\"level\":\"DEBUG\""); // so that the scan looks at a log
        assertNoCanary(setup, verify);
    }

    @Test
    void a_token_that_github_refuses_is_not_stored() throws Exception {
        server.stubFor(get("/user").willReturn(aResponse().withStatus(401)));

        Run setup = run(ANSWERS, "text", "credentials", "setup");

        assertThat(setup.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(setup.error()).contains("evoforge: GitHub does not accept the token (401)");
        server.verify(0, postRequestedFor(urlEqualTo("/")));
        assertNoCanary(setup);
    }

    @Test
    void a_bad_answer_in_a_pipe_ends_the_command_before_anything_is_asked() throws Exception {
        Run noMail = run(ANSWERS.replace("bot@", "bot"), "text", "credentials", "setup");
        Run short_ = run("codec-bot\n", "text", "credentials", "setup");

        assertThat(noMail.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(noMail.error()).contains("the e-mail is not an e-mail address; write it as name@example.com");
        assertThat(short_.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(short_.error()).contains("the input ended before an answer to 'GitHub personal access token'");
        assertThat(server.getAllServeEvents()).isEmpty();
        assertNoCanary(noMail, short_);
    }

    @Test
    void the_key_of_an_app_is_exchanged_checked_stored_and_used() throws Exception {
        String key = privateKey();
        String keyLine = key.lines().toList().get(1);
        Path file = directory.resolve("app.pem");
        Files.writeString(file, key);
        server.stubFor(post("/app/installations/34/access_tokens")
                .willReturn(
                        okJson("{\"token\":\"ghs_appCanary0123456789abcdef\",\"expires_at\":\"2099-01-01T00:00:00Z\"}")
                                .withStatus(201)));
        server.stubFor(get("/user").willReturn(aResponse().withStatus(403)));

        Run setup = run(
                "codec[bot]\nbot@example.com\nhttps://github.com/acme/codec.git\n",
                "text",
                "credentials",
                "setup",
                "--app-id=12",
                "--installation-id=34",
                "--private-key-file=" + file);
        JsonNode stored =
                new ObjectMapper().readTree(lastBody("PutSecretValue")).path("SecretString");
        aws(
                "GetSecretValue",
                new ObjectMapper()
                        .createObjectNode()
                        .set("SecretString", stored)
                        .toString());
        Run verify = run("", "text", "credentials", "verify");

        assertThat(setup.code()).isZero();
        JsonNode secret = new ObjectMapper().readTree(stored.asText());
        assertThat(secret.path("private_key").asText()).isEqualTo(key);
        assertThat(secret.path("app_id").asLong()).isEqualTo(12);
        assertThat(secret.path("installation_id").asLong()).isEqualTo(34);
        assertThat(verify.out()).contains("\"token\" : \"ghs_xxxxxxxxxxxx\"", "Token:         token of a GitHub App");
        assertThat(verify.code()).isZero();
        assertThat(setup.error() + setup.out() + verify.error() + verify.out())
                .doesNotContain(keyLine, "ghs_appCanary0123456789abcdef");
    }

    @Test
    void the_policy_is_for_the_secret_as_aws_describes_it() throws Exception {
        aws("DescribeSecret", "{\"ARN\":\"" + ARN + "\"}");

        Run described = run("", "text", "credentials", "iam-policy");
        Run named = run("", "text", "credentials", "iam-policy", "--account=210987654321");

        assertThat(described.out())
                .contains(":us-east-1:123456789012:secret:ai-video-codec/github-credentials-??????\"");
        assertThat(named.out()).contains(":us-east-1:210987654321:secret:").startsWith("{\n  \"Version\"");
    }

    @Test
    void a_missing_secret_is_told_with_the_next_step() throws Exception {
        server.stubFor(post("/")
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/x-amz-json-1.1")
                        .withBody("{\"__type\":\"ResourceNotFoundException\"}")));

        Run verify = run("", "text", "credentials", "verify");

        assertThat(verify.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(verify.error()).contains("there is no such secret", "Run `evoforge credentials setup` to create it");
    }

    private void aws(String operation, String body) {
        server.stubFor(post("/")
                .withHeader("X-Amz-Target", equalTo("secretsmanager." + operation))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/x-amz-json-1.1")
                        .withBody(body)));
    }

    private Run run(String input, String logFormat, String... arguments) throws IOException, InterruptedException {
        return new EvoforgeProcess(
                        directory,
                        Map.of(
                                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                "EVOFORGE_CREDENTIALS_AWS_ENDPOINT", server.baseUrl(),
                                "EVOFORGE_CREDENTIALS_AWS_REGION", "us-east-1",
                                "EVOFORGE_CREDENTIALS_GITHUB_API", server.baseUrl(),
                                "EVOFORGE_CREDENTIALS_DEADLINE", "240s",
                                "EVOFORGE_LOG_LEVEL", "TRACE",
                                "EVOFORGE_LOG_FORMAT", logFormat))
                .run(input, arguments);
    }

    private void assertNoCanary(Run... runs) throws IOException {
        Canary canary = new Canary(CANARY, "codec-bot");
        canary.assertAbsentFrom(runs);
        canary.assertAbsentBelow(directory);
    }

    private String lastBody(String operation) {
        return server.findAll(postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager." + operation)))
                .get(0)
                .getBodyAsString();
    }

    private static String privateKey() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
