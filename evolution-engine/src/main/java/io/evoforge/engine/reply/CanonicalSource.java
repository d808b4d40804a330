package io.evoforge.engine.reply;

/**
 * A Java source without what does not change the program: comments and spacing. Works on any text, also on one that does
 * not compile; two sources with equal canonical text are the same program, but not the other way round.
 */
public final class CanonicalSource {
    private final String text;
    private final StringBuilder out;
    private int at;
    private boolean spaceBefore;

    private CanonicalSource(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** The canonical form of {@code source}. */
    public static String of(String source) {
        return new CanonicalSource(source).canonical();
    }

    private String canonical() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                spaceBefore = true;
            } else if (c == '/' && text.startsWith("//", at)) {
                skipTo("\n");
            } else if (c == '/' && text.startsWith("/*", at)) {
                at += 2;
                skipTo("*/");
            } else if (c == '"' && text.startsWith("\"\"\"", at)) {
                copyLiteral("\"\"\"");
            } else if (c == '"' || c == '\'') {
                copyLiteral(String.valueOf(c));
            } else {
                append(c);
                at++;
            }
        }
        return out.toString();
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
        spaceBefore = true;
    }

    /** Copies a literal as it is, up to the next {@code quote} that is not escaped. */
    private void copyLiteral(String quote) {
        int start = at;
        at += quote.length();
        while (at < text.length() && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + quote.length());
        append(text.charAt(start));
        out.append(text, start + 1, at);
    }

    /** Appends a character, after one space if it would otherwise melt with the one before into another token. */
    private void append(char c) {
        if (spaceBefore && out.length() > 0) {
            char last = out.charAt(out.length() - 1);
            boolean words = Character.isJavaIdentifierPart(last) && Character.isJavaIdentifierPart(c);
            boolean operators = isOperator(last) && isOperator(c);
            if (words || operators) {
                out.append(' ');
            }
        }
        spaceBefore = false;
        out.append(c);
    }

    private static boolean isOperator(char c) {
        return "+-*/%=<>!&|^~?:.".indexOf(c) >= 0;
    }
}
