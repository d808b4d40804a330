package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import io.evoforge.tools.ToolRefusal;
import io.evoforge.tools.ToolResult;
import io.evoforge.tools.catalog.ToolJson;
import java.util.function.Function;

/** Prints what a tool answered, and turns it into an exit code. */
final class ToolAnswers {
    private ToolAnswers() {}

    /**
     * Prints {@code result}.
     *
     * @param text the answer for a person
     * @param nothingNew whether the answer says that there was nothing to do
     */
    static <T> int print(
            Console console,
            boolean json,
            ToolResult<T> result,
            Function<T, String> text,
            Function<T, Boolean> nothingNew) {
        return result.match(
                answer -> {
                    console.line(json ? ToolJson.writePretty(answer) : text.apply(answer));
                    return (nothingNew.apply(answer) ? ExitCode.NOTHING_TO_DO : ExitCode.DONE).number();
                },
                refusal -> {
                    if (json) {
                        console.line(ToolJson.writePretty(ToolJson.toMap(refusal)));
                    } else {
                        console.note(console.paint(Console.Colour.RED, "evoforge: ") + refusal.message());
                    }
                    return codeOf(refusal.reason()).number();
                });
    }

    private static ExitCode codeOf(ToolRefusal.Reason reason) {
        return switch (reason) {
            case INVALID_ARGUMENT, NOT_CONFIGURED, BUSY -> ExitCode.USAGE;
            case NOT_FOUND, NOTHING_TO_DO -> ExitCode.NOTHING_TO_DO;
            case NOT_ALLOWED, FORBIDDEN -> ExitCode.REFUSED;
            case UNAVAILABLE, WAITING -> ExitCode.UNAVAILABLE;
            case FAILED -> ExitCode.FAILED;
        };
    }
}
