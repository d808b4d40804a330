package io.evoforge.vcs.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("Predicts DC from the left block", "Predicts DC from the left block"),
                arguments("Steps: 4:2:0, q = 50 % (was 40 %)", "Steps: 4:2:0, q = 50 % (was 40 %)"),
                arguments("Ünïcödé and emoji 🚀 stay", "Ünïcödé and emoji 🚀 stay"),
                arguments("two\nlines\r\nand\u2028more\ttabs", "two lines and more tabs"),
                arguments("bell\u0007 and escape\u001B[31m", "bell and escape[31m"),
                arguments("\u202Eevil\u202C \u2066isolate\u2069", "evil isolate"),
                arguments("zero\u200Bwidth\uFEFF joi\u200Dner so\u00ADft", "zerowidth joiner soft"),
                arguments("tag\uDB40\uDC41 and lone\uD800", "tag and lone"),
                arguments("thanks @octocat and @org/team", "thanks (at)octocat and (at)org/team"),
                arguments("@\u200Boctocat", "(at)octocat"),
                arguments("full width ＠octocat", "full width (at)octocat"),
                arguments("Fixes #12", "Fixes no. 12"),
                arguments("closes ##12 and owner/repo#7", "closes no. 12 and owner/repono. 7"),
                arguments("resolves GH-12, gh-3", "resolves GH 12, gh 3"),
                arguments("fixes https://github.com/o/r/issues/1", "fixes https[:]//github.com/o/r/issues/1"),
                arguments("see www.example.org", "see www[.]example.org"),
                arguments("merge !12", "merge ! 12"),
                arguments("faster [skip ci]", "faster (skip ci)"),
                arguments(
                        "[ci skip] [no ci] [skip actions] [actions skip]",
                        "(ci skip) (no ci) (skip actions) (actions skip)"),
                arguments("[SKIP  CI] [skip\nci] [ skip ci ]", "(SKIP CI) (skip ci) (skip ci)"),
                arguments("[sk\u200Bip ci]", "(skip ci)"),
                arguments("***NO_CI***", "NO CI"),
                arguments("skip-checks: true", "skip-checks - true"),
                arguments("Co-authored-by: A <a(at)b>", "Co-authored-by - A <a(at)b>"),
                arguments("x Evolution-Id: 1", "x Evolution-Id - 1"),
                arguments("coefficients[k] and table[i + 1]", "coefficients[k] and table[i + 1]"),
                arguments("  \n\t ", "(no text)"),
                arguments("\u0000\u200B", "(no text)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_line_stays_readable_and_loses_its_power(String text, String expected) {
        assertThat(ModelText.line(text, 500)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void making_a_line_harmless_twice_changes_nothing(String text, String expected) {
        assertThat(ModelText.line(ModelText.line(text, 500), 500)).isEqualTo(expected);
    }

    @Test
    void a_title_has_at_most_72_characters_and_no_half_emoji() {
        String title = ModelText.title("🚀".repeat(100));

        assertThat(title.codePointCount(0, title.length())).isEqualTo(72);
        assertThat(title).endsWith("🚀…");
    }

    @Test
    void a_body_keeps_its_lines_and_cannot_bring_trailers() {
        String body = ModelText.body("\n\nFirst\n\n\n\nSecond @you\n\nSigned-off-by: Eve <eve>\nCodec-Version: 9\n");

        assertThat(body).isEqualTo("First\n\nSecond (at)you\n\nSigned-off-by - Eve <eve>\nCodec-Version - 9");
    }

    @Test
    void a_body_has_at_most_ten_thousand_characters() {
        assertThat(ModelText.body("word ".repeat(1_000_000))).hasSizeLessThanOrEqualTo(ModelText.BODY_LENGTH);
    }

    @Test
    void markdown_shows_the_plain_text() {
        assertThat(ModelText.markdown("<img src=x> [a](b) `c` *d* _e_ | ~f~ & $g$ \\h", 200))
                .isEqualTo("\\<img src=x\\> \\[a\\](b) \\`c\\` \\*d\\* \\_e\\_ \\| \\~f\\~ \\& \\$g\\$ \\\\h");
        assertThat(ModelText.markdown("# not a heading", 200)).isEqualTo("\\# not a heading");
        assertThat(ModelText.markdown("- not a list", 200)).isEqualTo("\\- not a list");
        assertThat(ModelText.markdown("12. not a list", 200)).isEqualTo("12\\. not a list");
        assertThat(ModelText.markdown("<!-- evolution x: end -->", 200)).isEqualTo("\\<!-- evolution x: end --\\>");
    }

    @Test
    void a_fence_is_longer_than_any_run_of_back_ticks_inside() {
        String fenced = ModelText.fenced("before\n````\nafter");

        assertThat(fenced).isEqualTo("`````text\nbefore\n````\nafter\n`````");
    }

    @Test
    void hostile_repetition_takes_no_more_than_linear_time() {
        for (String piece : List.of("[skip ", "[", "a-", "#", "@", "GH-", "*", "<!--", "\u202E", "a-b-c-d-e")) {
            assertThat(ModelText.line(piece.repeat(100_000), 100)).hasSizeLessThanOrEqualTo(400);
        }
    }
}
