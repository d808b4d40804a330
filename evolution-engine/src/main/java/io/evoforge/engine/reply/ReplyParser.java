package io.evoforge.engine.reply;

import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer: prose with a whole file in a fenced block, or with SEARCH/REPLACE edits of the parent.
 *
 * <p>Nothing is guessed. An edit that does not apply exactly, a fence that does not end, or an answer without either is
 * refused with a reason that a model can act on. What a model thinks aloud before its answer is no part of it. Line ends are
 * read as {@code \n}. Safe for use by several threads.
 */
public final class ReplyParser {
    /** Longer answers are refused unread, in characters. */
    static final int LONGEST_REPLY = 1_000_000;

    private final SourceLanguage language;
    private volatile @Nullable Parent lastParent;

    /** A parser of answers in Java. */
    public ReplyParser() {
        this(SourceLanguage.JAVA);
    }

    /** A parser of answers in {@code language}. */
    public ReplyParser(SourceLanguage language) {
        this.language = language;
    }

    /** The source in {@code reply}, where edits refer to {@code parent}. */
    public ParsedReply parse(String reply, SourceCode parent) {
        try {
            return parseOrThrow(reply, parent);
        } catch (UnusableReplyException e) {
            return new ParsedReply.Unusable(e.reason());
        }
    }

    /** The one line of {@code reply} that says what was changed, whatever the rest of it is worth; untrusted text. */
    public static String summary(String reply) {
        return SummaryLine.of(linesOf(Thinking.without(reply).orElse("")));
    }

    private ParsedReply parseOrThrow(String reply, SourceCode parent) throws UnusableReplyException {
        if (reply.length() > LONGEST_REPLY) {
            throw new UnusableReplyException("The answer has " + reply.length() + " characters, more than the "
                    + LONGEST_REPLY + " that are read. Answer with the file or the edits only.");
        }
        String answer = Thinking.without(reply)
                .orElseThrow(() -> new UnusableReplyException("The answer is only thinking, and was cut short before it"
                        + " ended. Think less, then answer with a summary line and the file or the edits."));
        if (answer.isBlank()) {
            throw new UnusableReplyException("The answer is empty. Answer with a summary line, then a whole "
                    + language.name() + " file in a ```" + language.fence() + " block or SEARCH/REPLACE edits.");
        }
        List<String> lines = linesOf(answer);
        String source = EditBlocks.areIn(lines)
                ? EditBlocks.applied(lines, linesOf(parent.text()))
                : FencedFile.in(lines, language);
        Sha256 canonical = Sha256.of(language.canonical(source));
        if (canonical.equals(canonicalOf(parent))) {
            throw new UnusableReplyException(
                    "The answer does not change the program: apart from comments and spacing it"
                            + " equals the source it was to improve. Answer with a real change.");
        }
        return new ParsedReply.Usable(new SourceCode(source), canonical, SummaryLine.of(lines));
    }

    /** Many answers in a row are about one parent. */
    private Sha256 canonicalOf(SourceCode parent) {
        Parent known = lastParent;
        if (known == null || !known.source().equals(parent)) {
            known = new Parent(parent, language.hash(parent));
            lastParent = known;
        }
        return known.canonical();
    }

    private record Parent(SourceCode source, Sha256 canonical) {}

    private static List<String> linesOf(String text) {
        return List.of(text.replace("\r\n", "\n").split("\n", -1));
    }
}
