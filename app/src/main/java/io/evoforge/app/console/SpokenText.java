package io.evoforge.app.console;

import io.evoforge.app.logging.SecretMask;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Prints an answer as it comes. What a model wrote cannot command the terminal, and each word is printed whole, because a
 * secret is only known by all of its characters.
 */
public final class SpokenText implements Consumer<String>, AutoCloseable {
    /** A word is not waited for longer than this. */
    private static final int LONGEST_WORD = 10_000;

    private final PrintStream out;
    private final StringBuilder held = new StringBuilder();

    /** Prints on {@code out}. */
    public SpokenText(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(String piece) {
        piece.codePoints().filter(SpokenText::isText).forEach(held::appendCodePoint);
        int whole = Math.max(held.lastIndexOf(" "), held.lastIndexOf("\n")) + 1;
        print(held.length() > LONGEST_WORD ? held.length() : whole);
    }

    private static boolean isText(int character) {
        return character == '\n' || character == '\t' || !Character.isISOControl(character);
    }

    private void print(int length) {
        if (length > 0) {
            out.print(SecretMask.ofProcess().mask(held.substring(0, length)));
            out.flush();
            held.delete(0, length);
        }
    }

    /** Prints what is left, and ends the line. */
    @Override
    public void close() {
        print(held.length());
        out.println();
        out.flush();
    }
}
