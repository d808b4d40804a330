package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.SpokenText;
import io.evoforge.app.wiring.Session;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.chat.Chat;
import io.evoforge.tools.chat.ChatReply;
import io.evoforge.tools.chat.ChatSettings;
import io.evoforge.tools.chat.Conversation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = {
            "Answers what is asked about the repository and the run, one message on each line, until the input ends.",
            "A configured model answers; without one, plain requests are understood: say 'help' to see which.",
            "What writes is asked about first."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.FAILED, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge chat",
            "  echo 'Show GitHub status' | evoforge chat",
            "  echo 'Show GitHub status' | evoforge chat --json",
            "  echo 'Commit the latest improvements to GitHub' | evoforge chat --yes"
        })
final class ChatCommand implements Callable<Integer> {
    private static final String HINT = "Say 'help' to see what is understood. Ctrl-D ends it.";

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Carries out what writes without asking first (key chat.confirm).")
    private boolean yes;

    @Option(names = "--json", description = "Prints each answer as a line of JSON.")
    private boolean json;

    private final Sessions sessions;
    private final Console console;

    ChatCommand(Sessions sessions, Console console) {
        this.sessions = sessions;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        AppConfig config = sessions.configuration(options, Map.of());
        ChatSettings settings = config.chat().settings();
        try (Session session = sessions.open(config)) {
            Chat chat = session.chat(yes ? settings.withConfirms(false) : settings);
            if (console.isTerminal()) {
                console.note(chat.spent().isPresent() ? chat.name() + " answers. Ctrl-D ends it." : HINT);
            }
            talk(chat);
            chat.spent().filter(spent -> spent.inputTokens() > 0).ifPresent(spent -> console.note(cost("All", spent)));
            return ExitCode.DONE.number();
        }
    }

    private void talk(Chat chat) throws IOException {
        Conversation conversation = chat.open();
        // The input belongs to the process and is not closed here.
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        console.status("> ");
        for (String message = input.readLine(); message != null; message = input.readLine()) {
            console.status("");
            if (!message.isBlank()) {
                answer(conversation, message);
            }
            console.status("> ");
        }
        console.status("");
    }

    private void answer(Conversation conversation, String message) {
        if (json) {
            ChatReply whole = conversation.say(message, piece -> {});
            console.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("message", message)
                    .put("answer", whole.text())
                    .put("asksToConfirm", whole.asksToConfirm())
                    .put("inputTokens", whole.usage().inputTokens())
                    .put("outputTokens", whole.usage().outputTokens())
                    .put("microdollars", whole.usage().microdollars())
                    .toString());
            return;
        }
        ChatReply reply;
        try (SpokenText spoken = new SpokenText(console.out())) {
            reply = conversation.say(message, spoken);
        }
        if (reply.usage().inputTokens() > 0) {
            console.note(cost("This answer", reply.usage()));
        }
    }

    private String cost(String what, TokenUsage usage) {
        return console.paint(
                Console.Colour.DIM,
                String.format(
                        Locale.ROOT,
                        "%s: %,d + %,d tokens, $%.4f",
                        what,
                        usage.inputTokens(),
                        usage.outputTokens(),
                        usage.microdollars() / 1e6));
    }
}
