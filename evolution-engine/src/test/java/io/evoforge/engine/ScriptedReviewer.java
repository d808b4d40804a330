package io.evoforge.engine;

import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.ChangeReviewer;
import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewRequest;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.review.ReviewerException;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A reviewer that says what a test tells it to, and remembers what it was asked. */
final class ScriptedReviewer implements ChangeReviewer {
    static final RepositoryPath PATH = new RepositoryPath("src/Codec.java");
    static final TokenUsage PRICE = new TokenUsage(100, 10, 7_000);

    final List<ReviewRequest> asked = new CopyOnWriteArrayList<>();
    private final Function<ReviewRequest, ReviewReply> script;

    ScriptedReviewer(Function<ReviewRequest, ReviewReply> script) {
        this.script = script;
    }

    static ScriptedReviewer saying(ReviewVerdict verdict) {
        return new ScriptedReviewer(request -> reply(verdict));
    }

    static ScriptedReviewer failing(ReviewerException.Reason reason, TokenUsage spent) {
        return new ScriptedReviewer(request -> {
            throw new ReviewerException(reason, "the reviewer is ill", spent, null);
        });
    }

    static ReviewReply reply(ReviewVerdict verdict) {
        return new ReviewReply(
                "It overflows @team.",
                List.of("Loses the last block."),
                verdict,
                List.of(new LineComment(PATH, 4, "int is too small")),
                "reviewer",
                PRICE);
    }

    @Override
    public ReviewReply review(ReviewRequest request) {
        asked.add(request);
        return script.apply(request);
    }

    @Override
    public TokenUsage atMost(ReviewRequest request) {
        return PRICE;
    }

    @Override
    public String name() {
        return "reviewer";
    }
}
