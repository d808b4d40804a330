package io.evoforge.app.console;

import io.evoforge.app.logging.SecretMask;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints: results on standard output, everything else on standard error.
 *
 * <p>Safe for use by several threads; each line comes out whole.
 */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final PrintStream error;
    private final boolean colour;
    private final boolean terminal;
    private String status = "";

    /** Colours of the terminal. */
    public enum Colour {
        /** Good news. */
        GREEN("\u001b[32m"),
        /** Bad news. */
        RED("\u001b[31m"),
        /** News to note. */
        YELLOW("\u001b[33m"),
        /** What matters less. */
        DIM("\u001b[2m"),
        /** What matters more. */
        BOLD("\u001b[1m");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    /**
     * A console over two streams.
     *
     * @param out for results
     * @param error for everything else
     * @param colour whether to use colours
     * @param terminal whether a person watches, so that a line may be overwritten
     */
    public Console(PrintStream out, PrintStream error, boolean colour, boolean terminal) {
        this.out = out;
        this.error = error;
        this.colour = colour;
        this.terminal = terminal;
    }

    /** Whether colours are wanted: on a terminal, unless {@code NO_COLOR} is set or the terminal is dumb. */
    public static boolean wantsColour(Map<String, String> environment, boolean terminal) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** A line of the result. */
    public synchronized void line(String text) {
        print(out, text);
    }

    /** A line about what goes on or went wrong. */
    public synchronized void note(String text) {
        print(error, text);
    }

    /** What goes on right now: the last line of a terminal, overwritten by the next. Nothing where nobody watches. */
    public synchronized void status(String text) {
        if (terminal) {
            status = text;
            error.print(CLEAR_LINE + text);
            error.flush();
        }
    }

    private void print(PrintStream stream, String text) {
        if (!status.isEmpty()) {
            error.print(CLEAR_LINE);
            error.flush();
        }
        stream.println(SecretMask.ofProcess().mask(text)); // second fence, for what no type kept from being printed
        stream.flush();
        if (!status.isEmpty()) {
            error.print(status);
            error.flush();
        }
    }

    /** This console with results printed beside what goes on, for a verb whose only result is JSON. */
    public Console aside() {
        return new Console(error, error, colour, terminal);
    }

    /** Where results go. */
    public PrintStream out() {
        return out;
    }

    /** Where everything else goes. */
    public PrintStream error() {
        return error;
    }

    /** Whether colours are used. */
    public boolean hasColour() {
        return colour;
    }

    /** Whether a person watches. */
    public boolean isTerminal() {
        return terminal;
    }

    /** {@code text} in a colour, or as it is where there are none. */
    public String paint(Colour wanted, String text) {
        return colour ? wanted.code + text + RESET : text;
    }
}
