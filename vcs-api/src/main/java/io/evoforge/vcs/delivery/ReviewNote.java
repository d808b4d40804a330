package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.vcs.hosting.Note;
import io.evoforge.vcs.hosting.Review;
import io.evoforge.vcs.message.ModelText;
import java.util.Locale;

/** A model's review of a version, as it is posted: harmless wherever its words came from, and found again by its marker. */
final class ReviewNote {
    private static final int LONGEST_LINE = 600;
    private static final int LONGEST_NAME = 100;

    private ReviewNote() {}

    static Review of(Evolution evolution, ReviewReply reply) {
        StringBuilder text = new StringBuilder();
        text.append(ModelText.markdown(reply.summary(), LONGEST_LINE)).append("\n\n");
        if (!reply.risks().isEmpty()) {
            text.append("Risks:\n\n");
            reply.risks()
                    .forEach(risk -> text.append("- ")
                            .append(ModelText.markdown(risk, LONGEST_LINE))
                            .append('\n'));
            text.append('\n');
        }
        text.append("Verdict of ")
                .append(ModelText.markdown(reply.model(), LONGEST_NAME))
                .append(": **")
                .append(reply.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(String.format(
                        Locale.ROOT,
                        "**. A model's opinion, which approves and vetoes nothing; it cost $%.4f.",
                        reply.usage().microdollars() / 1e6));
        return new Review(
                new Note("review " + evolution.id(), text.toString()),
                reply.comments().stream().map(ReviewNote::comment).toList());
    }

    private static Review.Comment comment(LineComment comment) {
        return new Review.Comment(comment.path(), comment.line(), ModelText.markdown(comment.text(), LONGEST_LINE));
    }
}
