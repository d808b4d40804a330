package io.evoforge.tools.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.tools.AgentTools;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The server over a pair of streams, as a client that starts this process talks to it. Nothing but the protocol may be
 * written to the output: whoever makes this sees to it that logs and prints go elsewhere.
 */
public final class McpStdioServer {
    private McpStdioServer() {}

    /**
     * Serves {@code tools} until the client closes its side.
     *
     * @throws InterruptedException if the thread was interrupted while it waited; the server is closed then
     */
    public static void serve(AgentTools tools, McpSettings settings, InputStream input, OutputStream output)
            throws InterruptedException {
        Outstanding outstanding = new Outstanding();
        Lines lines = new Lines(output, outstanding);
        Frames frames = new Frames(input, lines, outstanding, settings.maxMessageBytes());
        StdioServerTransportProvider transport = new StdioServerTransportProvider(
                new JacksonMcpJsonMapper(JsonMapper.builder().build()),
                frames,
                lines,
                settings.maxMessageBytes() + 1); // the line's end counts there
        McpSyncServer server = new McpFeatures(tools, settings).offerOn(McpServer.sync(transport));
        try {
            frames.awaitEnd();
        } finally {
            server.closeGracefully();
        }
    }
}
