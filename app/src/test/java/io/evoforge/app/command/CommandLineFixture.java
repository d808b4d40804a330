package io.evoforge.app.command;

import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, as {@code Main} does, and keeps what they print. */
final class CommandLineFixture {
    /** How a command ended. */
    record Result(int code, String out, String error) {}

    private CommandLineFixture() {}

    static Result evoforge(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(error), false, false);
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        int code = CommandTree.create(console, Map.of(), Session::new).execute(words.toArray(String[]::new));
        return new Result(code, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    /** What the git program says about the repository in {@code directory}. */
    static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "--git-dir", directory.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed: " + output);
        }
        return output;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
