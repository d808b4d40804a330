package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evolution.RunEvents;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools over HTTP, as the command serves them. */
@Timeout(120)
class McpHttpIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private Thread serving = new Thread(() -> {});
    private URI url = URI.create("http://127.0.0.1/");
    private String token = "";

    @BeforeEach
    void serve() throws Exception {
        Path state = directory.resolve("state");
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state)) {
            store.append(RunEvents.ofEveryKind());
        }
        Console console = new Console(stream(out), stream(error), false, false);
        serving = new Thread(
                () -> CommandTree.create(console, Map.of(), Session::new)
                        .execute("mcp", "--http", "--port", "0", "--json", "--set", "state.directory=" + state),
                "mcp");
        serving.start();
        JsonNode told = firstLine();
        url = URI.create(told.get("url").asText());
        token = told.get("token").asText();
    }

    @AfterEach
    void stop() throws InterruptedException {
        serving.interrupt();
        serving.join(PATIENCE.toMillis());
        assertThat(serving.isAlive()).as("it ended").isFalse();
    }

    private JsonNode firstLine() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!out.toString(StandardCharsets.UTF_8).contains("\n")) {
            assertThat(serving.isAlive())
                    .as(error.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(System.nanoTime()).as("waited until it serves").isLessThan(end);
        }
        return DescribedJson.assertDescribed("mcp", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void the_sdk_s_client_calls_the_tools_that_are_configured() {
        try (McpSyncClient client = client(token)) {
            client.initialize();

            CallToolResult status = client.callTool(
                    CallToolRequest.builder("run_status").arguments(Map.of()).build());

            assertThat(client.listTools().tools())
                    .extracting(tool -> tool.name())
                    .contains("repository_status", "run_status", "propose_candidate")
                    .doesNotContain("rollback", "pause_run");
            assertThat(status.isError()).isFalse();
            assertThatThrownBy(() -> client.callTool(CallToolRequest.builder("format_disk")
                            .arguments(Map.of())
                            .build()))
                    .hasMessageContaining("Unknown tool");
        }
    }

    @Test
    void a_client_with_another_token_gets_nothing() {
        try (McpSyncClient client = client("x".repeat(43))) {
            assertThatThrownBy(client::initialize).isNotNull();
        }
    }

    @Test
    void a_page_of_somebody_else_gets_nothing() throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpRequest aliased = HttpRequest.newBuilder(URI.create(url.toString().replace("127.0.0.1", "localhost")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpClient http = HttpClient.newHttpClient();
        assertThat(http.send(foreign, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
        assertThat(http.send(aliased, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void it_listens_on_this_machine_only_and_a_port_in_use_is_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = evoforge(
                    "mcp",
                    "--http",
                    "--port",
                    taken.getLocalPort(),
                    "--set",
                    "state.directory=" + directory.resolve("other"));

            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.error())
                    .contains("127.0.0.1:" + taken.getLocalPort(), "choose another port, or 0 for a free one");
        }
    }

    @Test
    void a_port_without_http_is_a_mistake() {
        Result result = evoforge("mcp", "--port", "1234");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("add --http");
    }

    private McpSyncClient client(String presented) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        "http://127.0.0.1:" + url.getPort())
                .endpoint(url.getPath())
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
                .addHttpRequestCustomizer(
                        (builder, method, uri, body, context) -> builder.header("Authorization", "Bearer " + presented))
                .build();
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(30))
                .initializationTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
