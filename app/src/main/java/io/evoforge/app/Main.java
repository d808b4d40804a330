package io.evoforge.app;

import io.evoforge.app.command.CommandTree;
import io.evoforge.app.command.ExitCode;
import io.evoforge.app.console.Console;
import io.evoforge.app.console.ResultStream;
import io.evoforge.app.console.Terminal;
import io.evoforge.app.wiring.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where the process begins: reads the environment, and turns the outcome into an exit code. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream out = utf8(results);
        PrintStream error = utf8(new FileOutputStream(FileDescriptor.err));
        Map<String, String> environment = System.getenv();
        boolean terminal = Terminal.find().isPresent() && !"dumb".equals(environment.get("TERM"));
        Console console = new Console(out, error, Console.wantsColour(environment, terminal), terminal);
        int code = CommandTree.create(console, environment, Session::new).execute(arguments);
        out.flush();
        results.complaint()
                .ifPresent(reason -> console.note("evoforge: what was to be printed is not complete (" + reason
                        + "); make room, or have it written elsewhere"));
        error.flush();
        System.exit(code == 0 && results.isBroken() ? ExitCode.FAILED.number() : code);
    }

    /** Commit titles hold an emoji, whatever the platform's encoding is. */
    private static PrintStream utf8(OutputStream target) {
        return new PrintStream(target, false, StandardCharsets.UTF_8);
    }
}
