package io.evoforge.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Diffs as a reviewer sees them. */
class NumberedDiffTest {
    @Test
    void lines_of_the_changed_file_carry_their_numbers_over_all_hunks() {
        NumberedDiff diff = NumberedDiff.of("""
                --- a/x
                +++ b/x
                @@ -4,2 +4,3 @@
                 a
                +b
                 c
                @@ -20,2 +21 @@
                -d
                 e
                """);

        assertThat(diff.lines()).containsExactlyInAnyOrder(4, 5, 6, 21);
        assertThat(diff.text()).isEqualTo("""
                @@ -4,2 +4,3 @@
                    4  a
                    5 +b
                    6  c
                @@ -20,2 +21 @@
                      -d
                   21  e""");
    }

    @Test
    void lines_that_look_like_heads_are_lines() {
        NumberedDiff diff = NumberedDiff.of("@@ -1,1 +1,2 @@\n-@@ -1,1 +100,1 @@\n+--- a\n+@@ -5,5 +500,5 @@\n");

        assertThat(diff.lines()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void without_a_hunk_there_is_nothing() {
        assertThat(NumberedDiff.of("").lines()).isEmpty();
        assertThat(NumberedDiff.of("no diff at all\n+ either").text()).isEmpty();
    }
}
