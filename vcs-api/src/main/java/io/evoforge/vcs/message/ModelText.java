package io.evoforge.vcs.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text that a model wrote, or anybody else we do not trust, harmless in commit messages, logs and Markdown.
 *
 * <p>The words stay readable. What loses its power: control, direction and invisible characters, {@code @mentions},
 * references to issues (and with them the closing keywords), links, marks that make a build skip, lines that look like
 * trailers, and in Markdown all mark-up.
 */
public final class ModelText {
    /** Longest title of a commit, in characters. */
    public static final int TITLE_LENGTH = 72;

    /** Longest body, in characters. */
    public static final int BODY_LENGTH = 10_000;

    private static final String CUT = "…";
    private static final String NOTHING = "(no text)";

    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000B\f\u0085\u2028\u2029]");
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{C}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern ISSUE = Pattern.compile("(?<![#\uFF03])[#\uFF03]++(?=[0-9])");
    private static final Pattern HASH_WORD = Pattern.compile("(?<!#)#++(?=\\w)");
    private static final Pattern GH_ISSUE = Pattern.compile("(?i)(GH)-(?=[0-9])");
    private static final Pattern MERGE_REQUEST = Pattern.compile("!(?=[0-9])");
    private static final Pattern CI_MARK =
            Pattern.compile("(?i)\\[ ?((?:skip|no)[ _-]?[a-z]{1,20}|[a-z]{1,20}[ _-]?skip) ?\\]");
    private static final Pattern NO_CI = Pattern.compile("(?i)\\*{1,10}(NO)_(CI)\\*{0,10}");
    private static final Pattern TRAILER =
            Pattern.compile("(?i)(?<![\\w-])([a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){1,5}) ?:");
    private static final Pattern MARK_UP = Pattern.compile("[\\\\`*_\\[\\]<>|~&#$]");
    private static final Pattern LEADING_MARK_UP = Pattern.compile("^([-+=]|[0-9]{1,9}(?=[.)]))");
    private static final Pattern BACK_TICKS = Pattern.compile("`+");

    private ModelText() {}

    /** One line of at most {@value #TITLE_LENGTH} characters. */
    public static String title(String text) {
        return line(text, TITLE_LENGTH);
    }

    /** One line of at most {@code maximumLength} characters; never empty. */
    public static String line(String text, int maximumLength) {
        String line = cut(harmless(bounded(text)), maximumLength);
        return line.isEmpty() ? NOTHING : line;
    }

    /** Several lines, at most {@value #BODY_LENGTH} characters, without leading and trailing blank lines. */
    public static String body(String text) {
        StringBuilder body = new StringBuilder();
        for (String line : LINE_END.split(bounded(text), -1)) {
            body.append(harmless(line)).append('\n');
        }
        return cut(body.toString().replaceAll("\n{3,}", "\n\n").strip(), BODY_LENGTH);
    }

    /** One line of Markdown that shows as the plain text of {@link #line}. */
    public static String markdown(String text, int maximumLength) {
        String escaped = MARK_UP.matcher(line(text, maximumLength)).replaceAll("\\\\$0");
        Matcher leading = LEADING_MARK_UP.matcher(escaped);
        if (!leading.find()) {
            return escaped;
        }
        boolean number = Character.isDigit(escaped.charAt(0));
        return number ? leading.group() + "\\" + escaped.substring(leading.end()) : "\\" + escaped;
    }

    /** A fenced block of Markdown that shows {@code text} and that the text cannot end. */
    public static String fenced(String text) {
        String body = body(text);
        int longest = BACK_TICKS
                .matcher(body)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + "text\n" + body + "\n" + fence;
    }

    private static String bounded(String text) {
        return text.length() <= 4 * BODY_LENGTH ? text : text.substring(0, 4 * BODY_LENGTH);
    }

    private static String harmless(String text) {
        String line = LINE_END.matcher(text).replaceAll(" ").replace('\t', ' ');
        line = INVISIBLE.matcher(line).replaceAll("");
        line = BLANKS.matcher(line).replaceAll(" ").strip();
        line = line.replace("@", "(at)").replace("\uFF20", "(at)").replace("\uFE6B", "(at)");
        line = line.replace("://", "[:]//").replaceAll("(?i)www\\.", "www[.]");
        line = ISSUE.matcher(line).replaceAll("no. ");
        line = HASH_WORD.matcher(line).replaceAll("");
        line = GH_ISSUE.matcher(line).replaceAll("$1 ");
        line = MERGE_REQUEST.matcher(line).replaceAll("! ");
        line = CI_MARK.matcher(line).replaceAll("($1)");
        line = NO_CI.matcher(line).replaceAll("$1 $2");
        return TRAILER.matcher(line).replaceAll("$1 -");
    }

    private static String cut(String text, int maximumLength) {
        if (text.codePointCount(0, text.length()) <= maximumLength) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, maximumLength - 1)).stripTrailing() + CUT;
    }
}
