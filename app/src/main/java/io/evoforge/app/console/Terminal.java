package io.evoforge.app.console;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a person sits in front of this process. */
public final class Terminal {
    private Terminal() {}

    /**
     * The terminal, if input and output both are one. Before Java 22 there is a console only then; since then the console
     * has to be asked.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static Optional<Console> find() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            boolean terminal = (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return terminal ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether the input is a terminal, where that can be told; then what is typed would be shown. */
    public static boolean isInputTyped() {
        try {
            String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
