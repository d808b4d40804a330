package io.evoforge.app.mcp;

import io.evoforge.core.credentials.Secret;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.mcp.McpEndpoint;
import io.evoforge.tools.mcp.McpSettings;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The endpoint of the Model Context Protocol over HTTP, on this machine only, with a token that is made anew at every start.
 * Close it to end its threads. Safe for use by several threads.
 */
public final class McpHttpServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final int THREADS = 32;
    private static final int TOKEN_BYTES = 32;
    /** An answer may take as long as a measurement, and nothing is sent meanwhile. */
    private static final Duration IDLE = Duration.ofMinutes(15);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Server server;
    private final Secret token;
    private final int port;

    private McpHttpServer(Server server, Secret token, int port) {
        this.server = server;
        this.token = token;
        this.port = port;
    }

    /**
     * Starts to serve {@code tools}.
     *
     * @param port to listen on, or 0 for a free one
     * @throws IOException if the port cannot be listened on; nothing is left behind
     */
    public static McpHttpServer start(AgentTools tools, McpSettings settings, int port) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("evoforge-mcp");
        Server server = new Server(threads);
        server.setStopTimeout(CLOSING.toMillis());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(ADDRESS);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        connector.open(); // now it is known which port was free, and the endpoint has to know it
        int actual = connector.getLocalPort();
        Secret token = newToken();
        ServletHolder holder = new ServletHolder(new McpEndpoint(
                tools,
                settings,
                token,
                Set.of(ADDRESS + ":" + actual, "localhost:" + actual),
                Set.of("http://" + ADDRESS + ":" + actual, "http://localhost:" + actual)));
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(holder, McpEndpoint.PATH);
        server.setHandler(context);
        McpHttpServer serving = new McpHttpServer(server, token, actual);
        try {
            server.start();
        } catch (Exception e) {
            serving.close();
            throw new IOException("the server of the tools did not start", e);
        }
        return serving;
    }

    private static Secret newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What a client is told to connect to. */
    public URI url() {
        return URI.create("http://" + ADDRESS + ":" + port + McpEndpoint.PATH);
    }

    /** What a client has to send as {@code Authorization: Bearer}. */
    public Secret token() {
        return token;
    }

    /** Stops serving, and waits a little for answers under way. Calling it again does nothing. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server of the tools did not stop in order", e);
        }
    }
}
