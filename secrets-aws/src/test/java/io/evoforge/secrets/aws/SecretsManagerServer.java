package io.evoforge.secrets.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Secrets Manager on loopback, with the bodies, types and headers of its JSON 1.1 protocol. */
final class SecretsManagerServer implements AutoCloseable {
    static final AwsCredentialsProvider AWS_CREDENTIALS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    static final String ID = "ai-video-codec/github-credentials";
    static final String ARN =
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-video-codec/github-credentials-AbCdEf";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().http2PlainDisabled(true));

    SecretsManagerServer() {
        server.start();
    }

    /** The secret as it is reached here. */
    AwsSecret secret() {
        return new AwsSecret(ID, "us-east-1", URI.create(server.baseUrl()), Duration.ofSeconds(30));
    }

    /** From now on the secret holds {@code text}. */
    void holds(String text) {
        server.stubFor(request("GetSecretValue").willReturn(value(text)));
    }

    ResponseDefinitionBuilder value(String text) {
        ObjectNode body = JSON.createObjectNode();
        body.put("ARN", ARN);
        body.put("CreatedDate", 1.7635E9);
        body.put("Name", ID);
        body.put("SecretString", text);
        body.put("VersionId", "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111");
        body.putArray("VersionStages").add("AWSCURRENT");
        return json(200, body.toString());
    }

    /** An answer of the protocol. */
    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/x-amz-json-1.1")
                .withHeader("x-amzn-RequestId", "b8a9a1d4-6cb7-4d25-bb3b-example")
                .withBody(body);
    }

    /** An error of the protocol. */
    static ResponseDefinitionBuilder error(int status, String type, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("__type", type);
        body.put("Message", message);
        return json(status, body.toString());
    }

    /** From now on an operation answers like this. */
    void answers(String operation, ResponseDefinitionBuilder answer) {
        server.stubFor(request(operation).willReturn(answer));
    }

    /** How often an operation was asked for. */
    int calls(String operation) {
        return server.countRequestsMatching(postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager." + operation))
                        .build())
                .getCount();
    }

    /** The body of the last request for an operation. */
    String lastBody(String operation) {
        return server
                .findAll(postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager." + operation)))
                .stream()
                .reduce((first, second) -> second)
                .orElseThrow()
                .getBodyAsString();
    }

    WireMockServer wireMock() {
        return server;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static MappingBuilder request(String operation) {
        return post(urlEqualTo("/")).withHeader("X-Amz-Target", equalTo("secretsmanager." + operation));
    }
}
