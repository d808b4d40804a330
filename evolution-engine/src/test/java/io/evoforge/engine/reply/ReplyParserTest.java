package io.evoforge.engine.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.evoforge.core.source.SourceCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    private static final SourceCode PARENT = new SourceCode("""
            class Codec {
                int step = 16;

                int quantised(int value) {
                    return value / step;
                }

                int restored(int value) {
                    return value * step;
                }
            }
            """);

    private final ReplyParser parser = new ReplyParser();

    @ParameterizedTest
    @ValueSource(strings = {"```java", "~~~java", "```", "~~~~ Java", "````java title=Codec.java", "  ```java"})
    void a_whole_file_in_a_fence_is_taken_exactly(String fence) {
        String reply = "Halve the step\n\n" + fence + "\nclass Codec {\n    int step = 8;\n}\n"
                + fence.strip().replaceAll("[^`~].*", "") + "\nDone.\n";

        ParsedReply parsed = parser.parse(reply, PARENT);

        assertThat(parsed).isEqualTo(usable("class Codec {\n    int step = 8;\n}\n", "Halve the step"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "1) ", "*b ", "_b_ ", "```  ", "``` `", "~~~ ", "# ", " ", "a", "</think"})
    void a_model_that_repeats_itself_for_a_whole_line_is_read_quickly(String repeated) {
        String line = "Shorter" + "\n" + repeated.repeat(900_000 / repeated.length()) + "`\n";
        String sayingNothing = repeated.repeat(900_000 / repeated.length()) + "`\n";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(parser.parse(line, PARENT)).isInstanceOf(ParsedReply.Unusable.class);
            assertThat(ReplyParser.summary(sayingNothing)).hasSizeLessThanOrEqualTo(72);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>\n%s\n</think>\n\n", "\n<thinking>%s</thinking>", "%s\n</think>\n\n"})
    void what_a_model_thinks_aloud_before_its_answer_is_no_part_of_it(String thinking) {
        String draft = "A draft:\n```java\nclass Codec { int step = 1; int more = 2; }\n```\nand\n"
                + edit("    int step = 16;", "    int step = 2;") + "```java\nclass";
        String reply = thinking.formatted(draft) + "Halve the step\n```java\nclass Codec { int step = 8; }\n```\n";

        assertThat(parser.parse(reply, PARENT)).isEqualTo(usable("class Codec { int step = 8; }\n", "Halve the step"));
        assertThat(ReplyParser.summary(reply)).isEqualTo("Halve the step");
    }

    @Test
    void thinking_that_was_cut_short_and_thinking_without_an_answer_are_refused() {
        String thinking = "<think>\nI could write\n```java\nclass Codec { int step = 1; }\n```\n";

        assertThat(reason(thinking)).startsWith("The answer is only thinking, and was cut short");
        assertThat(ReplyParser.summary(thinking)).isEqualTo("A change without a summary");
        assertThat(reason(thinking + "</think>\n")).startsWith("The answer is empty.");
    }

    @Test
    void the_longest_java_block_is_the_file_whatever_else_is_quoted() {
        String reply = """
                Explain first.
                ```
                a table that is much longer than the file itself, to be sure that length alone does not decide here
                ```
                ```java
                int part;
                ```
                ```java
                class Codec { int step = 4; }
                ```
                """;

        assertThat(source(reply)).isEqualTo("class Codec { int step = 4; }\n");
    }

    @Test
    void several_edits_apply_to_the_parent_as_it_was_shown() {
        String reply = """
                Use a shift
                <<<<<<< SEARCH
                        return value * step;
                =======
                        return value << 4;
                >>>>>>> REPLACE

                and in the other direction
                <<<<<<< SEARCH
                    int quantised(int value) {
                        return value / step;
                =======
                    int quantised(int value) {
                        // rounds down
                        return value >> 4;
                >>>>>>> REPLACE
                """;

        assertThat(source(reply))
                .isEqualTo(PARENT.text()
                        .replace("value * step", "value << 4")
                        .replace("return value / step", "// rounds down\n        return value >> 4"));
    }

    @Test
    void an_edit_may_delete_lines_and_stand_inside_a_fence() {
        String reply = """
                Delete the field
                ```
                <<<<<<< SEARCH
                    int step = 16;
                =======
                >>>>>>> REPLACE
                ```
                """;

        assertThat(source(reply)).isEqualTo(PARENT.text().replace("    int step = 16;\n", ""));
    }

    @Test
    void windows_line_ends_on_either_side_do_not_matter() {
        SourceCode parent = new SourceCode(PARENT.text().replace("\n", "\r\n"));
        String reply = edit("    int step = 16;", "    int step = 12;").replace("\n", "\r\n");

        assertThat(parser.parse(reply, parent))
                .isEqualTo(usable(PARENT.text().replace("16", "12"), "A change without a summary"));
    }

    @Test
    void an_edit_that_matches_nothing_names_the_line_that_is_not_there() {
        assertThat(reason(edit("    int step = 17;", "    int step = 12;")))
                .isEqualTo("The SEARCH part of edit 1 matches nothing in the source: the source has no line"
                        + " 'int step = 17;'. Copy whole lines exactly as they stand in the source.");
    }

    @Test
    void an_edit_with_another_indentation_is_refused_with_the_line_it_means() {
        assertThat(reason(edit("int step = 16;", "int step = 12;")))
                .isEqualTo("The SEARCH part of edit 1 matches nothing in the source: only with another indentation it"
                        + " would, at line 2. Copy the lines exactly, with their spaces.");
    }

    @Test
    void an_edit_whose_lines_do_not_stand_together_is_refused() {
        assertThat(reason(edit("    int step = 16;\n    }", "")))
                .isEqualTo(
                        "The SEARCH part of edit 1 matches nothing in the source: each line is there, but not together"
                                + " in this order. Copy consecutive lines exactly.");
    }

    @Test
    void an_edit_that_matches_twice_names_both_lines() {
        assertThat(reason(edit("    }", "    } // end")))
                .isEqualTo("The SEARCH part of edit 1 matches 2 places, at lines 6, 10 of the source. Copy more lines"
                        + " around the place you mean, so that it matches once.");
    }

    @Test
    void edits_that_overlap_are_refused() {
        String reply = edit("    int quantised(int value) {\n        return value / step;", "a")
                + edit("        return value / step;\n    }", "b");

        assertThat(reason(reply)).startsWith("Edit 2 overlaps another edit at line 5 of the source.");
    }

    @Test
    void an_edit_that_was_cut_short_is_refused() {
        String whole = edit("    int step = 16;", "    int step = 12;");

        assertThat(reason(whole.substring(0, whole.indexOf("=======")))).startsWith("Edit 1 has no line '======='");
        assertThat(reason(whole.substring(0, whole.indexOf(">>>>>>>"))))
                .startsWith("Edit 1 has no line '>>>>>>> REPLACE'");
        assertThat(reason(whole.substring(0, whole.indexOf(">>>>>>>")) + whole))
                .startsWith("Edit 1 has no line '>>>>>>> REPLACE'");
    }

    @Test
    void an_empty_search_is_refused() {
        assertThat(reason(edit("", "int more;"))).startsWith("The SEARCH part of edit 1 is empty.");
    }

    @Test
    void an_edit_or_a_file_that_changes_nothing_is_refused() {
        assertThat(reason(edit("    int step = 16;", "    int step  =  16; // as before")))
                .startsWith("The answer does not change the program");
        assertThat(reason("Same\n```java\n" + PARENT.text() + "```\n"))
                .startsWith("The answer does not change the program");
    }

    @Test
    void prose_an_empty_answer_and_a_huge_one_are_refused() {
        assertThat(reason("I am sorry, but I cannot help with that."))
                .isEqualTo("The answer is prose: it has neither a ```java block with a whole file nor SEARCH/REPLACE"
                        + " edits. Answer with one of them.");
        assertThat(reason(" \n\t\n")).startsWith("The answer is empty.");
        assertThat(reason("x".repeat(2_000_000))).startsWith("The answer has 2000000 characters");
    }

    @Test
    void a_fence_that_does_not_end_is_refused_as_cut_short() {
        assertThat(reason("Better\n```java\nclass Codec { int step = 1; }\n"))
                .startsWith("The block that begins in line 2 of the answer does not end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tool\": \"write\"} | json | The answer's block is marked 'json'.",
                "int step = 3;         | java | The ```java block in line 1 of the answer holds no class.",
                "''                    | java | The ```java block in line 1 of the answer is empty."
            })
    void a_block_that_is_no_java_file_is_refused(String content, String language, String reason) {
        assertThat(reason("```" + language + "\n" + content + "\n```")).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "## **Predict** the `DC` value        | Predict the DC value",
                "- 1. Use snake_case names            | Use snake_case names",
                "> *Quoted* idea                      | Quoted idea",
                "Say a*b and c                        | Say a*b and c",
            })
    void the_summary_is_the_first_line_without_the_marks_of_markdown(String line, String summary) {
        assertThat(SummaryLine.of(List.of("", line, "another"))).isEqualTo(summary);
    }

    @Test
    void a_long_summary_is_cut_at_a_word_and_control_characters_are_dropped() {
        String summary = SummaryLine.of(List.of("Replace\u0007 the\u202E " + "entropy coder ".repeat(20)));

        assertThat(summary).startsWith("Replace the entropy").endsWith("...").doesNotContain("\u202E", "\u0007");
        assertThat(summary.length()).isLessThanOrEqualTo(72);
        assertThat(SummaryLine.of(List.of("x".repeat(71) + "🤖".repeat(20))).length())
                .isLessThanOrEqualTo(72);
    }

    private static ParsedReply usable(String text, String summary) {
        SourceCode source = new SourceCode(text);
        return new ParsedReply.Usable(source, SourceLanguage.JAVA.hash(source), summary);
    }

    private String source(String reply) {
        return parser.parse(reply, PARENT).match(usable -> usable.source().text(), unusable -> unusable.reason());
    }

    private String reason(String reply) {
        return parser.parse(reply, PARENT).match(usable -> "usable: " + usable, ParsedReply.Unusable::reason);
    }

    private static String edit(String search, String replacement) {
        return "<<<<<<< SEARCH\n" + search + "\n=======\n" + replacement + "\n>>>>>>> REPLACE\n";
    }
}
