package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are taken as a review. */
class ReviewFormTest {
    private static final RepositoryPath PATH = new RepositoryPath("a/Codec.java");

    private static ReviewForm read(String answer) throws UnusableReviewException {
        return ReviewForm.read(answer, PATH, Set.of(1, 2, 3));
    }

    @Test
    void the_object_may_stand_alone_or_in_one_fence() throws Exception {
        String object = "{\"summary\": \" s \", \"risks\": [], \"verdict\": \"approve\", \"comments\": []}";

        for (String answer : new String[] {
            object, "\n " + object + "\n", "```json\n" + object + "\n```", "````\n" + object + "\n````\n"
        }) {
            assertThat(read(answer).summary()).isEqualTo("s");
        }
        assertThat(read(object).verdict()).isEqualTo(ReviewVerdict.APPROVE);
    }

    @Test
    void every_verdict_has_its_word() throws Exception {
        for (ReviewVerdict verdict : ReviewVerdict.values()) {
            String word = verdict.name().toLowerCase(Locale.ROOT);

            ReviewForm form =
                    read("{\"summary\": \"s\", \"risks\": [], \"verdict\": \"" + word + "\", \"comments\": []}");

            assertThat(form.verdict()).isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "approve",
                "[]",
                "null",
                "{}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\"}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\": [], \"merge\": true}",
                "{\"summary\": \"\", \"risks\": [], \"verdict\": \"approve\", \"comments\": []}",
                "{\"summary\": 7, \"risks\": [], \"verdict\": \"approve\", \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": \"none\", \"verdict\": \"approve\", \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": [null], \"verdict\": \"approve\", \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"APPROVE\", \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": null, \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\": [1]}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\": [{\"line\": 1}]}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\":"
                        + " [{\"path\": \"a\", \"line\": 0, \"text\": \"t\"}]}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\":"
                        + " [{\"path\": \"a\", \"line\": \"1\", \"text\": \"t\"}]}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\":"
                        + " [{\"path\": \"a\", \"line\": 99999999999, \"text\": \"t\"}]}",
                "{\"summary\": \"s\", \"verdict\": \"approve\", \"verdict\": \"comment\", \"risks\": [], \"comments\": []}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\": []} {}",
                "{\"summary\": \"s\", \"risks\": [], \"verdict\": \"approve\", \"comments\": []"
            })
    void anything_else_is_refused(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(UnusableReviewException.class);
    }

    @Test
    void what_is_too_long_or_too_deep_is_refused() {
        String many = "\"r\",".repeat(ReviewForm.MOST_RISKS) + "\"r\"";
        String deep = "[".repeat(50_000);

        assertThatThrownBy(() -> read(
                        "{\"summary\": \"s\", \"risks\": [" + many + "], \"verdict\": \"approve\", \"comments\": []}"))
                .isInstanceOf(UnusableReviewException.class)
                .hasMessageContaining("risks");
        assertThatThrownBy(() -> read("{\"summary\": \"" + "s".repeat(5_000)
                        + "\", \"risks\": [], \"verdict\": \"approve\", \"comments\": []}"))
                .isInstanceOf(UnusableReviewException.class)
                .hasMessageContaining("summary");
        assertThatThrownBy(() -> read(deep)).isInstanceOf(UnusableReviewException.class);
    }
}
