package io.evoforge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evolution.RunEvents;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of somebody else's that drives {@code evoforge mcp --http}, as the how-to page shows it. */
@Timeout(120)
class McpClientExampleIT {
    @TempDir
    private Path directory;

    @Test
    void the_sdk_s_client_asks_how_the_run_stands() throws Exception {
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(directory.resolve("state"))) {
            store.append(RunEvents.ofEveryKind());
        }
        Process evoforge = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.evoforge.app.Main",
                        "mcp",
                        "--http",
                        "--port",
                        "0",
                        "--json",
                        "--set",
                        "state.directory=" + directory.resolve("state"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = evoforge.inputReader(StandardCharsets.UTF_8)) {
            JsonNode told = new ObjectMapper().readTree(reader.readLine());

            String status = status(
                    URI.create(told.get("url").asText()), told.get("token").asText());

            assertThat(new ObjectMapper().readTree(status).get("adopted").isNumber())
                    .isTrue();
        } finally {
            evoforge.destroy();
            assertThat(evoforge.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    // tag::client[]
    /** Asks the server that {@code evoforge mcp --http} serves at {@code url} how the run stands. */
    static String status(URI url, String token) throws Exception {
        var transport = HttpClientStreamableHttpTransport.builder(
                        url.resolve("/").toString())
                .endpoint(url.getPath())
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
                .addHttpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("Authorization", "Bearer " + token))
                .build();
        try (McpSyncClient client = McpClient.sync(transport).build()) {
            client.initialize();
            client.listTools().tools().forEach(tool -> System.out.println(tool.name() + ": " + tool.description()));
            var status = client.callTool(
                    CallToolRequest.builder("run_status").arguments(Map.of()).build());
            return new ObjectMapper().writeValueAsString(status.structuredContent());
        }
    }
    // end::client[]

    @Test
    void the_page_shows_exactly_this_code() throws Exception {
        assertThat(Files.readString(Path.of("how-to/use-from-another-agent.md")))
                .contains(ShownCode.of(McpClientExampleIT.class, "client"));
    }
}
