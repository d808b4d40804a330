package io.evoforge.secrets.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.evoforge.secrets.aws.SecretsManagerServer.error;
import static io.evoforge.secrets.aws.SecretsManagerServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.testkit.MutableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Every fault of the way to the secret and of the secret itself has its own message, and shows no value. */
class AwsFaultsIT {
    private static final RepositoryUrl REPOSITORY = new RepositoryUrl("https://github.com/acme/codec.git");
    private static final String CANARY = "ghp_faultCanary0123456789abcdefgh";
    private static final String SECRET = "the secret 'ai-video-codec/github-credentials' in region 'us-east-1'";

    private final SecretsManagerServer server = new SecretsManagerServer();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret.",
                        Reason.MISSING,
                        "there is no such secret (ResourceNotFoundException, status 400, request"
                                + " b8a9a1d4-6cb7-4d25-bb3b-example). Run `evoforge credentials setup` to create it, or"
                                + " correct the configured secret, region or AWS account."),
                refusal(
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
                        Reason.MISSING,
                        "it has no current version (AWSCURRENT)"),
                refusal(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::123456789012:assumed-role/agent/i-0123 is not authorized to perform:"
                                + " secretsmanager:GetSecretValue on resource: x because no identity-based policy",
                        Reason.DENIED,
                        "AWS denies it to 'arn:aws:sts::123456789012:assumed-role/agent/i-0123' (AccessDeniedException,"
                                + " status 400, request b8a9a1d4-6cb7-4d25-bb3b-example). Attach the policy that"
                                + " `evoforge credentials iam-policy` prints to the role."),
                refusal(
                        400,
                        "AccessDeniedException",
                        "Access to KMS is not allowed",
                        Reason.DENIED,
                        "the KMS key of the secret cannot be used"),
                refusal(
                        400,
                        "DecryptionFailure",
                        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
                        Reason.DENIED,
                        "Allow the role kms:Decrypt on that key"),
                refusal(
                        400,
                        "InvalidRequestException",
                        "You can't perform this operation on the secret because it was marked for deletion.",
                        Reason.MISSING,
                        "`aws secretsmanager restore-secret --secret-id ai-video-codec/github-credentials`"),
                refusal(
                        400,
                        "InvalidParameterException",
                        "Invalid name.",
                        Reason.MALFORMED,
                        "AWS does not accept its name"),
                refusal(
                        400,
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid.",
                        Reason.DENIED,
                        "AWS does not know the AWS credentials of this process"),
                refusal(
                        400,
                        "ExpiredTokenException",
                        "The security token included in the request is expired",
                        Reason.DENIED,
                        "the AWS credentials of this process have expired"),
                refusal(
                        400,
                        "InvalidSignatureException",
                        "Signature expired: 20260301T120000Z is now earlier than 20260301T130000Z",
                        Reason.UNAVAILABLE,
                        "the clock of this machine is wrong: it says 2026-03-01T12:00:00Z, that of AWS Sun, 01 Mar 2026"
                                + " 13:05:00 GMT"),
                refusal(
                        400,
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided.",
                        Reason.DENIED,
                        "the signature of the request is wrong"),
                refusal(400, "ThrottlingException", "Rate exceeded", Reason.UNAVAILABLE, "AWS asks to slow down"),
                refusal(
                        500,
                        "InternalServiceError",
                        "An error occurred on the server side.",
                        Reason.UNAVAILABLE,
                        "Secrets Manager itself failed"),
                refusal(418, "TeapotException", "short and stout", Reason.UNAVAILABLE, "AWS refused (TeapotException"));
    }

    private static Arguments refusal(int status, String type, String words, Reason reason, String expected) {
        return Arguments.of(status, type, words, reason, expected);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_why_and_what_next(int status, String type, String words, Reason reason, String expected) {
        server.answers(
                "GetSecretValue",
                error(status, type, words + " " + CANARY).withHeader("Date", "Sun, 01 Mar 2026 13:05:00 GMT"));

        CredentialException fault = fault(source(null));

        assertThat(fault).hasMessageStartingWith("Cannot read " + SECRET + ": ").hasMessageContaining(expected);
        assertThat(fault.reason()).isEqualTo(reason);
        assertShowsNothing(fault);
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("", " is empty."),
                Arguments.of(CANARY, " is not JSON (at line 1, column "),
                Arguments.of("{\"token\": " + CANARY + "}", " is not JSON (at line 1, column "),
                Arguments.of("\uFEFF{}", " starts with a byte order mark"),
                Arguments.of("\"" + CANARY + "\"", " holds a JSON string, not a JSON object"),
                Arguments.of("[\"" + CANARY + "\"]", " holds a JSON array, not a JSON object"),
                Arguments.of("{} {}", " is not JSON"),
                Arguments.of("{\"token\":\"" + CANARY + "\",\"token\":\"" + CANARY + "\"}", " is not JSON"),
                Arguments.of(secret("\"username\"", "\"user\""), " has no field 'username'."),
                Arguments.of(secret("\"" + CANARY + "\"", "12"), "its field 'token' is a number where a text belongs."),
                Arguments.of(secret("\"" + CANARY + "\"", "null"), "its field 'token' is null where a text belongs."),
                Arguments.of(secret(CANARY, CANARY + "\\n"), "its field 'token' ends with a line break"),
                Arguments.of(secret(CANARY, "\\uFEFF" + CANARY), "its field 'token' starts with a byte order mark"),
                Arguments.of(secret("bot@example", "bot.example"), "its field 'email' is not an e-mail address"),
                Arguments.of(secret("https://", "https://" + CANARY + "@"), "remove what stands before the '@'"),
                Arguments.of(
                        secret("github.com", "evil.example"),
                        " is for 'https://evil.example/acme/codec.git', but the repository configured is"
                                + " 'https://github.com/acme/codec.git'"));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void an_unusable_content_is_named_without_being_shown(String content, String expected) {
        server.holds(content);

        CredentialException fault = fault(source(null));

        assertThat(fault)
                .hasMessageStartingWith("The secret 'ai-video-codec/github-credentials' in region 'us-east-1'")
                .hasMessageContaining(expected);
        assertThat(fault.reason()).isEqualTo(Reason.MALFORMED);
        assertShowsNothing(fault);
    }

    @Test
    void a_binary_secret_and_one_without_a_value_are_named() {
        String binary = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
        server.answers("GetSecretValue", json(200, "{\"SecretBinary\":\"" + binary + "\"}"));
        assertThat(fault(source(null))).hasMessageContaining(" is stored as binary, and only text is read. Run");

        server.answers("GetSecretValue", json(200, "{}"));
        assertThat(fault(source(null))).hasMessageContaining(" came without a value");
    }

    static Stream<ResponseDefinitionBuilder> garbage() {
        return Stream.of(
                json(200, "<html>" + CANARY + "</html>"),
                json(200, "{\"SecretString\":\"" + CANARY),
                json(200, "{\"SecretString\":" + CANARY + "}"),
                json(403, "<html>" + CANARY + "</html>"),
                json(302, "").withHeader("Location", "http://127.0.0.1:1/" + CANARY));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbage_is_not_repeated(ResponseDefinitionBuilder answer) {
        server.answers("GetSecretValue", answer);

        CredentialException fault = fault(source(null));

        assertThat(fault).hasMessageStartingWith("Cannot read " + SECRET + ": ");
        assertShowsNothing(fault);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_broken_connection_is_retried_within_the_deadline_and_then_named(Fault broken) {
        server.answers("GetSecretValue", aResponse().withFault(broken));

        CredentialException fault = fault(source(null));

        assertThat(fault).hasMessageStartingWith("Cannot read " + SECRET + ": ");
        assertThat(fault.isRetryable()).isTrue();
    }

    @Test
    void a_silent_server_is_left_at_the_deadline() {
        server.answers("GetSecretValue", server.value("{}").withFixedDelay(60_000));

        assertBounded("AWS did not answer within 1000 ms");
    }

    @Test
    void a_dribbling_server_is_left_at_the_deadline() {
        server.answers("GetSecretValue", server.value("x".repeat(2000)).withChunkedDribbleDelay(600, 60_000));

        assertBounded("AWS did not answer within 1000 ms");
    }

    @Test
    void a_flood_is_cut_off() {
        server.answers("GetSecretValue", server.value("x".repeat(3_000_000)));

        assertThat(fault(source(null))).hasMessageContaining("answered more than 524288 bytes");
    }

    @Test
    void a_port_where_nobody_listens_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        AwsSecret nobody = new AwsSecret(
                SecretsManagerServer.ID, "us-east-1", URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(4));

        assertThat(fault(source(nobody, SecretsManagerServer.AWS_CREDENTIALS)))
                .hasMessageContaining("the connection to Secrets Manager failed (ConnectException)");
    }

    @Test
    void an_endpoint_without_tls_behind_https_is_named() {
        AwsSecret plain = new AwsSecret(
                SecretsManagerServer.ID,
                "us-east-1",
                URI.create(server.wireMock().baseUrl().replace("http:", "https:")),
                Duration.ofSeconds(4));

        assertThat(fault(source(plain, SecretsManagerServer.AWS_CREDENTIALS)))
                .hasMessageContaining("could not prove by TLS");
    }

    @Test
    void a_process_without_aws_credentials_is_told_where_they_may_be() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };

        assertThat(fault(source(server.secret(), none)))
                .hasMessage(
                        "Cannot read " + SECRET + ": there are no AWS credentials: neither environment, profile, web"
                                + " identity, container nor instance role has any. Give the instance a role, or run `aws"
                                + " configure`.");
    }

    @Test
    void an_interrupted_call_ends_at_once_and_keeps_the_flag() throws InterruptedException {
        server.answers("GetSecretValue", server.value("{}").withFixedDelay(60_000));
        AwsSecretsManagerCredentialSource source = source(null);
        StringWriter seen = new StringWriter();
        Thread caller = new Thread(() -> {
            CredentialException fault = fault(source);
            seen.write(fault.getMessage() + Thread.currentThread().isInterrupted());
        });

        caller.start();
        caller.interrupt();
        caller.join();

        assertThat(seen.toString()).contains("the call was interrupted. Try again.true");
    }

    @Test
    void a_malformed_setting_is_refused_at_once() {
        assertThatThrownBy(() -> new AwsSecret("bad name")).hasMessageContaining("'bad name' is not a name");
        assertThatThrownBy(() -> new AwsSecret("arn:aws:s3:::bucket"))
                .hasMessageContaining("is not the ARN of a secret");
        assertThatThrownBy(() ->
                        new AwsSecret(SecretsManagerServer.ARN, "eu-west-1", null, AwsSecret.DEFAULT_CALL_DEADLINE))
                .hasMessageContaining("the ARN of the secret says 'us-east-1'");
        assertThatThrownBy(() -> new AwsSecret(
                        "name", "us-east-1", URI.create("http://example.com"), AwsSecret.DEFAULT_CALL_DEADLINE))
                .hasMessageContaining("the endpoint must start with https://");
        assertThat(new AwsSecret(SecretsManagerServer.ARN))
                .extracting(AwsSecret::region, AwsSecret::account, AwsSecret::name)
                .containsExactly("us-east-1", "123456789012", "ai-video-codec/github-credentials");
    }

    private void assertBounded(String message) {
        AwsSecret hasty = new AwsSecret(
                SecretsManagerServer.ID,
                "us-east-1",
                URI.create(server.wireMock().baseUrl()),
                Duration.ofSeconds(1));
        long start = System.nanoTime();

        assertThat(fault(source(hasty, SecretsManagerServer.AWS_CREDENTIALS))).hasMessageContaining(message);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private AwsSecretsManagerCredentialSource source(@Nullable AwsSecret secret) {
        return source(secret == null ? server.secret() : secret, SecretsManagerServer.AWS_CREDENTIALS);
    }

    private AwsSecretsManagerCredentialSource source(AwsSecret secret, AwsCredentialsProvider credentials) {
        return new AwsSecretsManagerCredentialSource(secret, RefreshSettings.DEFAULT, clock, null, credentials);
    }

    private static CredentialException fault(AwsSecretsManagerCredentialSource source) {
        try (source) {
            return catchThrowableOfType(CredentialException.class, () -> source.find(REPOSITORY));
        }
    }

    private static void assertShowsNothing(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain(CANARY);
    }

    private static String secret(String replaced, String by) {
        return ("{\"username\":\"codec-bot\",\"token\":\"" + CANARY + "\",\"email\":\"bot@example.com\","
                        + "\"repo\":\"https://github.com/acme/codec.git\"}")
                .replace(replaced, by);
    }
}
