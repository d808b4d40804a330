package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.tools.mcp.McpSettings;
import io.evoforge.tools.mcp.McpStdioServer;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the tools of the run over the Model Context Protocol, on standard input and output.",
            "A client starts this command; what a tool may do is set by the key mcp.rights."
        })
final class McpCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    private final Sessions sessions;
    private final Console console;

    McpCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.configuration(options, Map.of());
        PrintStream before = System.out;
        System.setOut(console.error()); // the output is the protocol's alone, whatever a library prints
        try (Session session = sessions.open(config)) {
            McpStdioServer.serve(
                    session.tools(config.mcpRights()),
                    McpSettings.of(VersionCommand.version()),
                    System.in,
                    console.out());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            System.setOut(before);
        }
        return ExitCode.DONE.number();
    }
}
