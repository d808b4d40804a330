package io.evoforge.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.source.LineDiff.Kind;
import io.evoforge.core.source.LineDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Diffs by lines. */
class LineDiffTest {
    @Test
    void a_change_is_shown_with_the_lines_around_it() {
        List<LineDiff.Hunk> hunks = LineDiff.between("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");

        assertThat(hunks).hasSize(1);
        assertThat(hunks.get(0).oldStart()).isEqualTo(2);
        assertThat(hunks.get(0).newStart()).isEqualTo(2);
        assertThat(hunks.get(0).lines().stream().map(LineDiffTest::marked))
                .containsExactly(" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
    }

    @Test
    void changes_far_apart_are_hunks_of_their_own_with_their_line_numbers() {
        String before = IntStream.range(1, 41).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        String after = before.replace("\n5\n", "\n5\nnew\n").replace("\n35\n", "\n");

        List<LineDiff.Hunk> hunks = LineDiff.between(before, after);

        assertThat(hunks).hasSize(2);
        assertThat(hunks.get(1).oldStart()).isEqualTo(32);
        assertThat(hunks.get(1).newStart()).isEqualTo(33);
    }

    @Test
    void equal_texts_have_no_changes_and_everything_may_be_new() {
        assertThat(LineDiff.between("a\nb", "a\nb")).isEmpty();
        assertThat(LineDiff.between("", "")).isEmpty();
        assertThat(LineDiff.between("", "a").get(0).lines()).containsExactly(new Line(Kind.ADDED, "a"));
        assertThat(LineDiff.between("a", "").get(0).lines()).containsExactly(new Line(Kind.REMOVED, "a"));
    }

    @Test
    void applying_a_diff_gives_the_new_text() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> before = lines(random, random.nextInt(30));
            List<String> after = lines(random, random.nextInt(30));

            List<LineDiff.Hunk> hunks = LineDiff.between(String.join("\n", before), String.join("\n", after));

            assertThat(applied(before, hunks)).as("seed " + seed).isEqualTo(after);
        }
    }

    @Test
    void texts_that_share_nothing_are_replaced_without_long_searching() {
        String before = IntStream.range(0, 5_000).mapToObj(i -> "old " + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 5_000).mapToObj(i -> "new " + i).collect(Collectors.joining("\n"));

        List<LineDiff.Hunk> hunks = LineDiff.between(before, after);

        assertThat(hunks).hasSize(1);
        assertThat(hunks.get(0).lines()).hasSize(10_000);
    }

    private static List<String> lines(SplittableRandom random, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("line " + random.nextInt(6));
        }
        return lines;
    }

    private static List<String> applied(List<String> before, List<LineDiff.Hunk> hunks) {
        List<String> result = new ArrayList<>();
        int position = 0;
        for (LineDiff.Hunk hunk : hunks) {
            result.addAll(before.subList(position, hunk.oldStart() - 1));
            position = hunk.oldStart() - 1;
            assertThat(result).hasSize(hunk.newStart() - 1);
            for (Line line : hunk.lines()) {
                if (line.kind() != Kind.ADDED) {
                    assertThat(before.get(position)).isEqualTo(line.text());
                    position++;
                }
                if (line.kind() != Kind.REMOVED) {
                    result.add(line.text());
                }
            }
        }
        result.addAll(before.subList(position, before.size()));
        return result;
    }

    private static String marked(Line line) {
        return switch (line.kind()) {
                    case SAME -> " ";
                    case REMOVED -> "-";
                    case ADDED -> "+";
                }
                + line.text();
    }
}
