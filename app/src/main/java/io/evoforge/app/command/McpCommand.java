package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.mcp.McpHttpServer;
import io.evoforge.app.wiring.Session;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.mcp.McpSettings;
import io.evoforge.tools.mcp.McpStdioServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the tools of the run over the Model Context Protocol, on standard input and output.",
            "A client starts this command; with --http it connects to it instead, on this machine and with the token that"
                    + " is printed. What a tool may do is set by the key mcp.rights."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge mcp --config evoforge.yaml",
            "  evoforge mcp --http",
            "  evoforge mcp --http --port 0 --json"
        })
final class McpCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--http", description = "Serves over HTTP on this machine, until Ctrl-C.")
    private boolean http;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "With --http: port to listen on, or 0 for a free one (key mcp.port).")
    private @Nullable String port;

    @Option(names = "--json", description = "With --http: prints the address and the token as a line of JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    McpCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!http && (port != null || json)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--port and --json say how to serve over HTTP; add --http, or leave them out");
        }
        AppConfig config = sessions.configuration(options, port == null ? Map.of() : Map.of("mcp.port", port));
        try {
            if (http) {
                serveHttp(config);
            } else {
                serveStreams(config);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.number();
    }

    private void serveStreams(AppConfig config) throws InterruptedException {
        PrintStream before = System.out;
        System.setOut(console.error()); // the output is the protocol's alone, whatever a library prints
        try (Session session = sessions.open(config)) {
            McpStdioServer.serve(tools(session, config), settings(), System.in, console.out());
        } finally {
            System.setOut(before);
        }
    }

    private void serveHttp(AppConfig config) throws InterruptedException {
        try (OrderlyEnd end = new OrderlyEnd(console);
                Session session = sessions.open(config);
                McpHttpServer server =
                        start(tools(session, config), config.mcp().port())) {
            tell(server);
            end.awaitRequest();
        }
    }

    private static McpHttpServer start(AgentTools tools, int port) {
        try {
            return McpHttpServer.start(tools, settings(), port);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the tools cannot be served on 127.0.0.1:%d (%s); choose another port, or 0 for a free one"
                            .formatted(port, e.getMessage()));
        }
    }

    private void tell(McpHttpServer server) {
        String token = server.token().reveal();
        if (json) {
            console.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("url", server.url().toString())
                    .put("token", token)
                    .toString());
        } else {
            console.line("MCP:   " + server.url());
            console.line("Token: " + token);
            console.note("A client sends 'Authorization: Bearer' and the token. Ctrl-C ends it.");
        }
    }

    private static AgentTools tools(Session session, AppConfig config) {
        return session.tools(config.mcp().rights());
    }

    private static McpSettings settings() {
        return McpSettings.of(VersionCommand.version());
    }
}
