package io.evoforge.engine.reply;

import java.util.List;
import java.util.regex.Pattern;

/** The one line of an answer that says what was changed. */
final class SummaryLine {
    /** As long as the title of a commit should be at most, in characters. */
    static final int LONGEST = 72;

    private static final String NONE = "A change without a summary";

    /** So much of a line is read: it is shortened anyway, and a model that repeats itself writes lines without end. */
    private static final int LONGEST_READ = 1000;

    /** Marks of Markdown at the beginning of a line: heading, quotation, list. */
    private static final Pattern LEADING_MARKS = Pattern.compile("^(?:\\s++|#{1,6}\\s++|[>*+-]\\s++|\\d++[.)]\\s++)++");

    /** A pair of marks around words; a lone one, as in {@code a*b} or {@code snake_case}, is not a mark. */
    private static final Pattern PAIRED_MARKS =
            Pattern.compile("(?<![\\p{Alnum}*_`])([*_`]{1,3})(?=\\S)(.+?)(?<=\\S)\\1(?![\\p{Alnum}*_`])");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~).*");

    private SummaryLine() {}

    /** The first line of prose before any block or edit, without the marks of Markdown. */
    static String of(List<String> reply) {
        for (String line : reply) {
            if (FENCE.matcher(line).matches() || line.startsWith(EditBlocks.SEARCH)) {
                break;
            }
            String plain = plain(line);
            if (!plain.isEmpty()) {
                return shortened(plain);
            }
        }
        return NONE;
    }

    private static String plain(String line) {
        String read = line.length() <= LONGEST_READ ? line : line.substring(0, LONGEST_READ);
        String text = CONTROL.matcher(read).replaceAll(" ");
        text = LEADING_MARKS.matcher(text).replaceFirst("");
        text = PAIRED_MARKS.matcher(text).replaceAll("$2");
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST - 3);
        if (end < LONGEST / 2) {
            end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST - 3));
            end = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        }
        return text.substring(0, end).stripTrailing() + "...";
    }
}
