package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static final String CUT = "A step\n\n```java\nclass Codec {\n    int quantised(int value";

    @Test
    void what_follows_is_appended_as_it_is_also_in_the_middle_of_a_line() {
        assertThat(Continuation.joined(CUT, ") {\n        return value;\n"))
                .isEqualTo(CUT + ") {\n        return value;\n");
    }

    @Test
    void a_few_words_that_are_repeated_are_dropped() {
        assertThat(Continuation.joined(CUT, "    int quantised(int value, int step) {"))
                .isEqualTo(CUT + ", int step) {");
    }

    @Test
    void a_fence_that_is_opened_once_more_is_dropped() {
        assertThat(Continuation.joined(CUT, "```java\n, int step) {")).isEqualTo(CUT + ", int step) {");
    }

    @Test
    void a_fence_that_closes_the_block_stays() {
        assertThat(Continuation.joined(CUT + ") {}\n}\n", "```\n")).isEqualTo(CUT + ") {}\n}\n```\n");
    }

    @Test
    void a_short_or_blank_likeness_is_no_repetition() {
        assertThat(Continuation.joined("int a = 1;\n", "1;\n")).isEqualTo("int a = 1;\n1;\n");
        assertThat(Continuation.joined("x                    ", "                    y"))
                .isEqualTo("x" + " ".repeat(40) + "y");
    }
}
