package io.evoforge.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import org.junit.jupiter.api.Test;

/** Changes in the form that reviewers and programs know. */
class UnifiedDiffTest {
    private static final RepositoryPath PATH = new RepositoryPath("src/Codec.java");

    private static String diff(String before, String after) {
        return UnifiedDiff.of(PATH, new SourceCode(before), new SourceCode(after));
    }

    @Test
    void a_change_stands_between_the_lines_around_it() {
        assertThat(diff("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nE\nf\ng\nh\n"))
                .isEqualTo("""
                --- a/src/Codec.java
                +++ b/src/Codec.java
                @@ -2,7 +2,8 @@
                 b
                 c
                 d
                -e
                +E
                +E
                 f
                 g
                 h
                """);
    }

    @Test
    void an_empty_side_names_the_line_before_it() {
        assertThat(diff("", "a\n")).endsWith("@@ -0,0 +1,1 @@\n+a\n");
        assertThat(diff("a\n", "")).endsWith("@@ -1,1 +0,0 @@\n-a\n");
    }
}
