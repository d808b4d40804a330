package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.chat.ChatTexts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = "Brings every commit that was made here to the remote branch.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.FAILED,
            ExitCodes.USAGE,
            ExitCodes.NOTHING_TO_DO,
            ExitCodes.REFUSED,
            ExitCodes.UNAVAILABLE
        },
        footerHeading = "%nExample:%n",
        footer = {"  evoforge push"})
final class PushCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    PushCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            return ToolAnswers.print(
                    console, json, session.tools(ToolRight.ALL).push(), ChatTexts::pushed, report -> !report.isNew());
        }
    }
}
