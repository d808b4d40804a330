package io.evoforge.tools.mcp;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.credentials.Secret;
import io.evoforge.tools.Bench;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class McpEndpointIT {
    private static final String TOKEN = "correct-horse-battery-staple";
    /** No server in its right mind reads this much before it says no. */
    private static final long ENDLESS = 200_000_000;

    private static final String COMMIT = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":"
            + "\"commit_and_push_latest\",\"arguments\":{}}}";
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";

    private final Bench bench =
            new Bench().adopted(1, evolution(1).bits(1).build(), evolution(2).build());
    private final Set<String> hosts = new HashSet<>();
    private final Server server = new Server();
    private int port;

    @BeforeEach
    void start() throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        connector.open();
        port = connector.getLocalPort();
        hosts.add("127.0.0.1:" + port);
        McpEndpoint endpoint = new McpEndpoint(
                bench.tools(),
                new McpSettings("test", 100_000),
                new Secret(TOKEN),
                hosts,
                Set.of("http://127.0.0.1:" + port));
        ServletHolder holder = new ServletHolder(endpoint);
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(holder, McpEndpoint.PATH);
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        bench.close();
    }

    @Test
    void the_sdk_s_client_finds_and_calls_everything() {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        "http://127.0.0.1:" + port)
                .endpoint(McpEndpoint.PATH)
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
                .addHttpRequestCustomizer(
                        (builder, method, uri, body, context) -> builder.header("Authorization", "Bearer " + TOKEN))
                .build();
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build()) {
            McpClientCheck.everything(client);
        }
    }

    @Test
    void who_lacks_the_token_gets_nothing_and_changes_nothing() throws IOException {
        assertThat(post(Map.of(), COMMIT)).isEqualTo(401);
        assertThat(post(Map.of("Authorization", "Bearer wrong-horse-battery-staple"), COMMIT))
                .isEqualTo(401);
        assertThat(post(Map.of("Authorization", TOKEN), COMMIT)).isEqualTo(401);
        assertThat(post("/mcp?token=" + TOKEN, "127.0.0.1:" + port, Map.of(), COMMIT))
                .isEqualTo(401);
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
    }

    @Test
    void a_foreign_host_or_origin_is_turned_away_even_with_the_token() throws IOException {
        Map<String, String> token = Map.of("Authorization", "Bearer " + TOKEN);

        assertThat(post("/mcp", "evil.example:" + port, token, COMMIT)).isEqualTo(403);
        assertThat(post("/mcp", "127.0.0.1.evil.example", token, COMMIT)).isEqualTo(403);
        assertThat(post(Map.of("Authorization", "Bearer " + TOKEN, "Origin", "https://evil.example"), COMMIT))
                .isEqualTo(403);
        assertThat(post(Map.of("Authorization", "Bearer " + TOKEN, "Origin", "null"), COMMIT))
                .isEqualTo(403);
        assertThat(bench.remote().log(Bench.MAIN)).hasSize(1);
    }

    @Test
    void what_is_too_long_or_no_json_is_refused_and_the_next_request_is_answered() throws IOException {
        Map<String, String> token = Map.of("Authorization", "Bearer " + TOKEN);

        assertThat(post(token, "{\"x\":\"" + "a".repeat(200_000) + "\"}")).isEqualTo(413);
        assertThat(post(token, "not json")).isBetween(400, 499);
        assertThat(post(token, "{}")).isBetween(400, 499);
        assertThat(post(Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "text/plain"), INITIALIZE))
                .isEqualTo(415);
        assertThat(post(token, INITIALIZE)).isEqualTo(200);
    }

    @Test
    void an_oversize_body_in_chunks_is_refused_without_being_read_to_its_end() throws IOException {
        int status;
        long written = 0;
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head("Transfer-Encoding: chunked").getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("8000\r\n" + "a".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            try {
                while (written < ENDLESS && socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write(chunk);
                    written += chunk.length;
                }
            } catch (IOException e) {
                // It stopped to listen.
            }
            status = status(socket);
        }

        assertThat(status).isBetween(400, 499);
        assertThat(written).isLessThan(ENDLESS);
        assertThat(post(Map.of("Authorization", "Bearer " + TOKEN), INITIALIZE)).isEqualTo(200);
    }

    @Test
    void clients_that_go_away_do_not_keep_the_next_from_being_answered() throws IOException {
        for (int i = 0; i < 40; i++) {
            try (Socket half = connect();
                    Socket listening = connect()) {
                half.getOutputStream()
                        .write((head("Content-Length: 1000") + "{\"json").getBytes(StandardCharsets.UTF_8));
                listening
                        .getOutputStream()
                        .write((head("Content-Length: " + INITIALIZE.length()) + INITIALIZE)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(post(Map.of("Authorization", "Bearer " + TOKEN), INITIALIZE)).isEqualTo(200);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private String head(String length) {
        return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + TOKEN
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" + length
                + "\r\n\r\n";
    }

    private static int status(Socket socket) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    private int post(Map<String, String> headers, String body) throws IOException {
        return post("/mcp", "127.0.0.1:" + port, headers, body);
    }

    /** By hand, because the JDK's client lets nobody choose the Host. */
    private int post(String path, String host, Map<String, String> headers, String body) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Content-Type")) {
            head.append("Content-Type: application/json\r\n");
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        head.append("Accept: application/json, text/event-stream\r\nConnection: close\r\nContent-Length: ")
                .append(content.length)
                .append("\r\n\r\n");
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            try {
                socket.getOutputStream().write(content);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // It may answer before it has heard everything.
            }
            return status(socket);
        }
    }
}
