package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.chat.ChatTexts;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Goes back to the source of an earlier version, with a new commit that says why.",
            "The history stays as it is."
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
        footer = {"  evoforge rollback v3 --reason 'v4 fails on grain'"})
final class RollbackCommand implements Callable<Integer> {
    private static final Pattern VERSION = Pattern.compile("v?([1-9][0-9]{0,8})");

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(paramLabel = "VERSION", description = "The version to go back to, such as v3.")
    private String version = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "asked for on the command line",
            description = "Why; becomes part of the commit (${DEFAULT-VALUE}).")
    private String reason = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    RollbackCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'" + version + "' is no version; versions are written v1, v2 and so on");
        }
        EvolutionVersion wanted = new EvolutionVersion(Integer.parseInt(matcher.group(1)));
        AppConfig config = sessions.existingRun(options);
        try (Session session = sessions.open(config)) {
            return ToolAnswers.print(
                    console,
                    json,
                    session.tools(ToolRight.ALL).rollback(wanted, reason),
                    ChatTexts::rolledBack,
                    report -> !report.isNew());
        }
    }
}
