package io.evoforge.tools.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.credentials.Secret;
import io.evoforge.tools.AgentTools;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server over streamable HTTP, as a servlet to be mounted at {@value #PATH} with asynchronous requests allowed. Who
 * does not have the token, comes from a foreign page, or names a foreign host is turned away before anything is read, so
 * that neither another page in a browser nor a rebound name reaches the tools.
 */
public final class McpEndpoint extends HttpServlet {
    /** Where clients expect it. */
    public static final String PATH = "/mcp";

    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient Secret token;
    private final transient Set<String> hosts;
    private final transient Set<String> origins;
    private final transient McpSettings settings;
    private final transient HttpServletStreamableServerTransportProvider transport;
    private final transient McpSyncServer server;

    /**
     * An endpoint.
     *
     * @param token what a client has to send as {@code Authorization: Bearer}
     * @param hosts what may stand in {@code Host}, in lower case, such as {@code 127.0.0.1:8080}
     * @param origins what may stand in {@code Origin}, such as {@code http://127.0.0.1:8080}; a request without one is
     *     no browser's and is let through
     */
    public McpEndpoint(AgentTools tools, McpSettings settings, Secret token, Set<String> hosts, Set<String> origins) {
        if (token.reveal().length() < 16) {
            throw new IllegalArgumentException("the token of the MCP endpoint has to have 16 characters or more");
        }
        this.token = token;
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(origins);
        this.settings = settings;
        this.transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
                .mcpEndpoint(PATH)
                .maxRequestSize(settings.maxMessageBytes())
                .build();
        this.server = new McpFeatures(tools, settings).offerOn(McpServer.sync(transport));
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        transport.init(config);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int refusal = refusal(request);
        if (refusal != 0) {
            if (refusal == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            response.setStatus(refusal);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        transport.service(request, response);
    }

    /** The status to refuse with, or 0. */
    private int refusal(HttpServletRequest request) {
        List<String> named = Collections.list(request.getHeaders("Host"));
        if (named.size() != 1 || !hosts.contains(named.get(0).toLowerCase(Locale.ROOT))) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!origins.contains(origin)) {
                return HttpServletResponse.SC_FORBIDDEN;
            }
        }
        if (!isKnown(request.getHeader("Authorization"))) {
            return HttpServletResponse.SC_UNAUTHORIZED;
        }
        if (request.getContentLengthLong() > settings.maxMessageBytes()) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                        && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))
                ? HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE
                : 0;
    }

    /** In a time that does not tell how much of the token was right. */
    private boolean isKnown(@Nullable String authorization) {
        String given = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.reveal().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void destroy() {
        server.closeGracefully();
        super.destroy();
    }
}
