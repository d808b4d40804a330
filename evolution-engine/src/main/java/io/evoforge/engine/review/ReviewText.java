package io.evoforge.engine.review;

import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.vcs.message.ModelText;
import java.util.StringJoiner;

/** A review in one harmless line: what a model wrote is shortened and has lost its power. */
public final class ReviewText {
    private static final int LONGEST_REMARK = 160;

    private ReviewText() {}

    /** What the reviewer would do, in words. */
    public static String verdict(ReviewVerdict verdict) {
        return switch (verdict) {
            case APPROVE -> "approves";
            case COMMENT -> "comments";
            case REQUEST_CHANGES -> "asks for changes";
        };
    }

    /** Who said what, and why: at most {@code longest} characters. */
    public static String line(ReviewReply reply, int longest) {
        StringJoiner line = new StringJoiner(" ");
        line.add("the review by " + reply.model() + " " + verdict(reply.verdict()) + ":");
        line.add(reply.summary());
        for (String risk : reply.risks()) {
            line.add("Risk: " + ModelText.line(risk, LONGEST_REMARK));
        }
        for (LineComment comment : reply.comments()) {
            line.add("Line " + comment.line() + ": " + ModelText.line(comment.text(), LONGEST_REMARK));
        }
        return ModelText.line(line.toString(), longest);
    }
}
