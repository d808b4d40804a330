package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.chat.ChatTexts;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "commit",
        mixinStandardHelpOptions = true,
        description = {
            "Commits every adopted version that has no commit yet, oldest first.",
            "A run does this by itself; the command is for one that was stopped before, or could not."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            ExitCodes.NOTHING_TO_DO,
            ExitCodes.REFUSED,
            ExitCodes.UNAVAILABLE
        },
        footerHeading = "%nExamples:%n",
        footer = {"  evoforge commit", "  evoforge commit --push"})
final class CommitCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--push", description = "Also brings them where the configured strategy publishes.")
    private boolean push;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    CommitCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            AgentTools tools = session.tools(ToolRight.ALL);
            return ToolAnswers.print(
                    console,
                    json,
                    push ? tools.commitAndPush() : tools.commit(),
                    new ChatTexts(Clock.systemUTC())::committed,
                    report -> !report.isNew());
        }
    }
}
