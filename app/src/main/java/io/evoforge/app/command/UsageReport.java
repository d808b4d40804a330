package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was wrong with the words of a command, and which was probably meant. */
final class UsageReport implements IParameterExceptionHandler {
    private final Console console;

    UsageReport(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String name = exception.getCommandLine().getCommandSpec().qualifiedName();
        console.note(console.paint(Console.Colour.RED, "evoforge: ") + message(exception, name));
        console.note("Try '%s --help'.".formatted(name));
        return ExitCode.USAGE.number();
    }

    private static String message(ParameterException exception, String name) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, name);
        }
        if (exception instanceof MissingParameterException missing) {
            List<String> labels =
                    missing.getMissing().stream().map(UsageReport::label).toList();
            return "%s needs %s".formatted(name, String.join(" and ", labels));
        }
        return String.valueOf(exception.getMessage());
    }

    private static String label(ArgSpec argument) {
        String meaning = argument.description().length == 0
                ? ""
                : " (" + argument.description()[0].replaceFirst("\\.$", "") + ")";
        return argument.paramLabel() + meaning;
    }

    private static String unmatched(UnmatchedArgumentException exception, String name) {
        String word = exception.getUnmatched().get(0);
        CommandLine command = exception.getCommandLine();
        String fault = exception.isUnknownOption()
                ? "%s has no option '%s'"
                : command.getSubcommands().isEmpty() ? "%s takes no argument '%s'" : "%s has no command '%s'";
        List<String> meant = exception.getSuggestions().stream().limit(1).toList();
        return fault.formatted(name, word)
                + (meant.isEmpty() ? "" : "; did you mean '%s'?".formatted(last(meant.get(0))));
    }

    /** A suggestion names the command with those above it. */
    private static String last(String suggestion) {
        return suggestion.substring(suggestion.lastIndexOf(' ') + 1);
    }
}
