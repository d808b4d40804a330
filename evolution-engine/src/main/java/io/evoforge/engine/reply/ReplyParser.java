package io.evoforge.engine.reply;

import io.evoforge.core.source.SourceCode;
import java.util.List;

/**
 * Reads an answer: prose with a whole Java file in a fenced block, or with SEARCH/REPLACE edits of the parent.
 *
 * <p>Nothing is guessed. An edit that does not apply exactly, a fence that does not end, or an answer without either is
 * refused with a reason that a model can act on. Line ends are read as {@code \n}. Safe for use by several threads.
 */
public final class ReplyParser {
    /** Longer answers are refused unread, in characters. */
    static final int LONGEST_REPLY = 1_000_000;

    /** The source in {@code reply}, where edits refer to {@code parent}. */
    public ParsedReply parse(String reply, SourceCode parent) {
        try {
            return parseOrThrow(reply, parent);
        } catch (UnusableReplyException e) {
            return new ParsedReply.Unusable(e.reason());
        }
    }

    private static ParsedReply parseOrThrow(String reply, SourceCode parent) throws UnusableReplyException {
        if (reply.isBlank()) {
            throw new UnusableReplyException(
                    "The answer is empty. Answer with a summary line, then a whole Java file in"
                            + " a ```java block or SEARCH/REPLACE edits.");
        }
        if (reply.length() > LONGEST_REPLY) {
            throw new UnusableReplyException("The answer has " + reply.length() + " characters, more than the "
                    + LONGEST_REPLY + " that are read. Answer with the file or the edits only.");
        }
        List<String> lines = linesOf(reply);
        String source =
                EditBlocks.areIn(lines) ? EditBlocks.applied(lines, linesOf(parent.text())) : FencedFile.in(lines);
        if (CanonicalSource.of(source).equals(CanonicalSource.of(parent.text()))) {
            throw new UnusableReplyException(
                    "The answer does not change the program: apart from comments and spacing it"
                            + " equals the source it was to improve. Answer with a real change.");
        }
        return new ParsedReply.Usable(new SourceCode(source), SummaryLine.of(lines));
    }

    private static List<String> linesOf(String text) {
        return List.of(text.replace("\r\n", "\n").split("\n", -1));
    }
}
