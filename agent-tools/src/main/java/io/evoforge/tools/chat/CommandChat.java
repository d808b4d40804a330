package io.evoforge.tools.chat;

import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.tools.AgentTools;
import io.evoforge.tools.ToolResult;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The chat without a model: understands plain requests, and answers each from the tools. */
public final class CommandChat implements Chat {
    private static final String HELP = """
            I understand, in these words or similar ones:
            • Show GitHub status
            • Commit the latest improvements to GitHub
            • Show the latest evolutions
            • Show v3
            • Push
            • Open a pull request
            • Roll back to v2 because ...
            • Show run status
            • Pause the run, resume the run""";

    private final AgentTools tools;
    private final ChatSettings settings;
    private final ChatTexts texts;

    /** A chat about {@code tools}. */
    public CommandChat(AgentTools tools, ChatSettings settings, Clock clock) {
        this.tools = tools;
        this.settings = settings;
        this.texts = new ChatTexts(clock);
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public Conversation open() {
        return new CommandConversation();
    }

    @Override
    public Optional<TokenUsage> spent() {
        return Optional.empty();
    }

    /** What a command answers, without asking first. */
    private String answer(Command command) {
        return switch (command.kind()) {
            case REPOSITORY_STATUS -> told(tools.repositoryStatus(), texts::status);
            case RUN_STATUS -> told(tools.runStatus(), texts::run);
            case EVOLUTIONS -> told(tools.latestEvolutions(10), texts::evolutions);
            case SHOW -> told(tools.showEvolution(Objects.requireNonNull(command.version())), texts::details);
            case COMMIT -> told(tools.commitAndPush(), texts::committed);
            case COMMIT_IN_DETAIL -> told(tools.commitAndPush(), texts::committedInDetail);
            case PUSH -> told(tools.push(), ChatTexts::pushed);
            case PULL_REQUEST -> told(tools.openPullRequest(), ChatTexts::pullRequest);
            case ROLLBACK ->
                told(tools.rollback(Objects.requireNonNull(command.version()), command.text()), ChatTexts::rolledBack);
            case PAUSE -> told(tools.pause(), ChatTexts::paused);
            case RESUME -> told(tools.resume(), status -> ChatTexts.resumed());
            case HELP -> HELP;
            case NOTHING -> "All right, nothing is done.";
            case UNKNOWN -> "I did not understand that, and did nothing.\n\n" + HELP;
        };
    }

    private static <T> String told(ToolResult<T> result, Function<T, String> text) {
        return result.match(text, ChatTexts::refused);
    }

    private static String question(Command command) {
        return switch (command.kind()) {
                    case COMMIT, COMMIT_IN_DETAIL ->
                        "This commits every adopted version that waits, and pushes as configured.";
                    case PUSH -> "This pushes the commits made here to the remote branch.";
                    case PULL_REQUEST -> "This opens a pull request for the newest version.";
                    case ROLLBACK -> "This goes back to " + command.version() + " with a new commit.";
                    case PAUSE -> "This lets the run finish what is under way and stop then.";
                    case RESUME -> "This lets the run go on, within its configured limits.";
                    default -> throw new IllegalStateException(command.kind() + " writes nothing");
                }
                + " Go on? (yes/no)";
    }

    private final class CommandConversation implements Conversation {
        private @Nullable Command waiting;

        @Override
        public synchronized ChatReply say(String message, Consumer<String> pieces) {
            ChatReply reply = reply(message);
            pieces.accept(reply.text());
            return reply;
        }

        private ChatReply reply(String message) {
            if (message.length() > LONGEST_MESSAGE) {
                return new ChatReply(
                        "That message has " + message.length() + " characters; I read at most " + LONGEST_MESSAGE + ".",
                        false);
            }
            Command confirmed = waiting;
            waiting = null;
            if (confirmed != null && Confirmation.of(message) == Confirmation.YES) {
                return new ChatReply(answer(confirmed), false);
            }
            if (confirmed != null && Confirmation.of(message) == Confirmation.NO) {
                return new ChatReply("All right, nothing is done.", false);
            }
            Command command = CommandGrammar.read(message);
            if (command.kind().writes() && settings.confirms()) {
                waiting = command;
                return new ChatReply(question(command), true);
            }
            return new ChatReply(answer(command), false);
        }
    }
}
