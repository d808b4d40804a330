package io.evoforge.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reviews in one line. */
class ReviewTextTest {
    private static ReviewReply reply(String summary, ReviewVerdict verdict) {
        return new ReviewReply(
                summary,
                List.of("May \u202E overflow."),
                verdict,
                List.of(new LineComment(new RepositoryPath("a"), 3, "Fixes #12\nReviewed-by: me")),
                "acme/large",
                TokenUsage.NONE);
    }

    @Test
    void what_a_model_wrote_has_lost_its_power() {
        String line = ReviewText.line(
                reply("Ask @team, see https://evil.example\n\nSigned-off-by: x", ReviewVerdict.COMMENT), 500);

        assertThat(line)
                .isEqualTo("the review by acme/large comments: Ask (at)team, see https[:]//evil.example"
                        + " Signed-off-by - x Risk: May overflow. Line 3: Fixes no. 12 Reviewed-by - me");
    }

    @Test
    void it_keeps_its_length_and_tells_the_verdict_first() {
        assertThat(ReviewText.line(reply("x".repeat(10_000), ReviewVerdict.REQUEST_CHANGES), 100))
                .hasSize(100)
                .startsWith("the review by acme/large asks for changes: xxx");
        assertThat(ReviewText.verdict(ReviewVerdict.APPROVE)).isEqualTo("approves");
    }
}
