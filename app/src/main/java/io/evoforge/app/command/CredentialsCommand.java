package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import io.evoforge.app.console.Terminal;
import io.evoforge.app.credentials.PipedQuestions;
import io.evoforge.app.credentials.Questions;
import io.evoforge.app.credentials.TerminalQuestions;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The verbs about credentials. */
@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Stores the credentials of the repository in AWS Secrets Manager, and checks them.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  evoforge credentials setup",
            "  evoforge credentials verify",
            "  evoforge credentials iam-policy --account 123456789012 --region us-east-1"
        })
final class CredentialsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    private CredentialsCommand() {}

    /** The verbs, asking whoever sits at the process. */
    static CommandLine create(Sessions sessions, Console console) {
        return create(sessions, console, CredentialsCommand::questions);
    }

    /** The verbs, asking {@code questions}. */
    static CommandLine create(Sessions sessions, Console console, Supplier<Questions> questions) {
        return new CommandLine(new CredentialsCommand())
                .addSubcommand(new CredentialsSetupCommand(sessions, console, questions))
                .addSubcommand(new CredentialsVerifyCommand(sessions, console))
                .addSubcommand(new CredentialsPolicyCommand(sessions, console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: setup, verify or iam-policy.");
    }

    private static Questions questions() {
        return Terminal.find().<Questions>map(TerminalQuestions::new).orElseGet(() -> {
            if (Terminal.isInputTyped()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the output is redirected, so the token would be shown while it is typed; run the command without"
                                + " redirection, or pass the token through a pipe");
            }
            return new PipedQuestions(System.in);
        });
    }
}
