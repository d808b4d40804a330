package io.evoforge.app.command;

import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.CommandChat;
import io.evoforge.tools.chat.Conversation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = {
            "Answers plain requests about the repository and the run, one on each line, until the input ends.",
            "What writes is asked about first. Say 'help' to see what is understood."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge chat",
            "  echo 'Show GitHub status' | evoforge chat",
            "  echo 'Commit the latest improvements to GitHub' | evoforge chat --yes"
        })
final class ChatCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Carries out what writes without asking first.")
    private boolean yes;

    private final Sessions sessions;
    private final Console console;

    ChatCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        AppConfig config = sessions.configuration(options, Map.of());
        try (Session session = sessions.open(config)) {
            ChatSettings settings = ChatSettings.DEFAULT.withConfirms(!yes);
            Conversation conversation =
                    new CommandChat(session.tools(ToolRight.ALL), settings, Clock.systemUTC()).open();
            // The input belongs to the process and is not closed here.
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            console.status("> ");
            for (String message = input.readLine(); message != null; message = input.readLine()) {
                if (!message.isBlank()) {
                    console.line(conversation.say(message, piece -> {}).text());
                }
                console.status("> ");
            }
            console.status("");
            return ExitCode.DONE.number();
        }
    }
}
