package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The command line with all its verbs. */
public final class CommandTree {
    private CommandTree() {}

    /**
     * Builds it.
     *
     * @param console where verbs print
     * @param environment the environment's variables
     * @param opener wires the application for a configuration
     */
    public static CommandLine create(
            Console console, Map<String, String> environment, Function<AppConfig, Session> opener) {
        Sessions sessions = new Sessions(environment, opener);
        CommandLine help = new CommandLine(new HelpCommand());
        help.getCommandSpec()
                .usageMessage()
                .footerHeading("%nExamples:%n")
                .footer("  evoforge help evolve", "  evoforge help credentials setup")
                .exitCodeListHeading(ExitCodes.HEADING)
                .exitCodeList(new LinkedHashMap<>(Map.of("0", "Done.")));
        CommandLine tree = new CommandLine(new EvoforgeCommand())
                .addSubcommand(new DemoCommand(sessions, console))
                .addSubcommand(new InitCommand(console))
                .addSubcommand(new DoctorCommand(sessions, console))
                .addSubcommand(new EvolveCommand(sessions, console))
                .addSubcommand(new EvaluateCommand(sessions, console))
                .addSubcommand(new VerifyCommand(sessions, console))
                .addSubcommand(new AnchorsCommand(sessions, console))
                .addSubcommand(new StatusCommand(sessions, console))
                .addSubcommand(new CommitCommand(sessions, console))
                .addSubcommand(new PushCommand(sessions, console))
                .addSubcommand(new RollbackCommand(sessions, console))
                .addSubcommand(new CleanupCommand(sessions, console))
                .addSubcommand(new LogCommand(sessions, console))
                .addSubcommand(new ServeCommand(sessions, console))
                .addSubcommand(new ChatCommand(sessions, console))
                .addSubcommand(new McpCommand(sessions, console))
                .addSubcommand(new ShowCommand(sessions, console))
                .addSubcommand(new ExportCommand(sessions, console))
                .addSubcommand(CredentialsCommand.create(sessions, console))
                .addSubcommand(new VersionCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(help);
        tree.getSubcommands().values().forEach(CommandTree::tellVersion);
        tree.setExecutionExceptionHandler(new FailureReport(console));
        tree.setParameterExceptionHandler(new UsageReport(console));
        tree.setOut(new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true));
        tree.setErr(new PrintWriter(new OutputStreamWriter(console.error(), StandardCharsets.UTF_8), true));
        tree.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.hasColour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        return tree;
    }

    /** {@code --version} is the same wherever it is asked for. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new VersionCommand.Provider());
        command.getSubcommands().values().forEach(CommandTree::tellVersion);
    }
}
