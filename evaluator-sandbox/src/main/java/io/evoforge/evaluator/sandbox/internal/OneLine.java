package io.evoforge.evaluator.sandbox.internal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text of unknown origin fit for one line of a log, a prompt or a page. */
public final class OneLine {
    private static final int LONGEST = 300;
    /** Control, format (also bidirectional and zero-width), surrogate, private-use and unassigned characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\u2028\\u2029]+");

    private OneLine() {}

    /** {@code text}, or nothing, without what does not print, cut to {@value #LONGEST} characters. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String printable = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST - 3) + "...";
    }
}
