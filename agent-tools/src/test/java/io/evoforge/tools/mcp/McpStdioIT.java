package io.evoforge.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class McpStdioIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> ARGUMENTS = List.of(
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StdioServerProcess.class.getName());
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    @Test
    void the_sdk_s_client_finds_and_calls_everything() {
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(JAVA).args(ARGUMENTS).build(),
                new JacksonMcpJsonMapper(JsonMapper.builder().build()));
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build()) {
            McpClientCheck.everything(client);
        }
    }

    @Test
    void malformed_frames_and_unknown_methods_do_not_end_the_session() throws Exception {
        Process process = start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            send(process, INITIALIZE);
            JsonNode initialized = answer(reader, 1);
            send(process, INITIALIZED);
            send(process, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such\"}");
            JsonNode unknown = answer(reader, 2);
            send(process, "this is not json");
            send(process, "{\"half\":");
            send(process, "[]");
            send(process, "{\"jsonrpc\":\"1.0\",\"id\":9,\"method\":\"ping\"}");
            send(
                    process,
                    "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"format_disk\","
                            + "\"arguments\":{}}}");
            JsonNode unknownTool = answer(reader, 4);
            send(
                    process,
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"run_status\","
                            + "\"arguments\":{}}}");
            JsonNode status = answer(reader, 3);

            assertThat(initialized.at("/result/serverInfo/name").asText()).isEqualTo("evoforge");
            assertThat(unknown.has("error")).isTrue();
            assertThat(unknownTool.has("error")).isTrue();
            assertThat(status.at("/result/structuredContent/adopted").isNumber())
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void an_oversize_message_is_refused_and_the_next_is_answered() throws Exception {
        Process process = start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            send(process, INITIALIZE);
            answer(reader, 1);
            send(process, INITIALIZED);
            send(
                    process,
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"x\":\""
                            + "a".repeat(5_000_000) + "\"}}");
            JsonNode refused = JsonMapper.builder().build().readTree(reader.readLine());
            send(process, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
            JsonNode pong = answer(reader, 3);

            assertThat(refused.at("/error/message").asText()).isEqualTo("The message has more than 100000 bytes.");
            assertThat(pong.has("result")).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_client_that_goes_away_ends_the_server() throws Exception {
        Process process = start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            send(process, INITIALIZE);
            answer(reader, 1);

            process.getOutputStream().close();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(ARGUMENTS);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void send(Process process, String line) throws IOException {
        OutputStream output = process.getOutputStream();
        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** The answer to a request; every line on the way is a message of the protocol, or the test fails. */
    private static JsonNode answer(BufferedReader reader, int id) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            JsonNode message = mapper.readTree(line);
            assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
            if (message.path("id").asInt(-1) == id) {
                return message;
            }
        }
        throw new AssertionError("the server ended before it answered request " + id);
    }
}
