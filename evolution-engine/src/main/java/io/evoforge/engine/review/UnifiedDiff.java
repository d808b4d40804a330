package io.evoforge.engine.review;

import io.evoforge.core.source.LineDiff;
import io.evoforge.core.source.LineDiff.Kind;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.RepositoryPath;

/** A change of one file in the form of {@code diff -u}. */
final class UnifiedDiff {
    private UnifiedDiff() {}

    static String of(RepositoryPath path, SourceCode before, SourceCode after) {
        StringBuilder diff = new StringBuilder("--- a/" + path + "\n+++ b/" + path + "\n");
        for (LineDiff.Hunk hunk : LineDiff.between(before.text(), after.text())) {
            long removed = hunk.lines().stream()
                    .filter(line -> line.kind() != Kind.ADDED)
                    .count();
            long added = hunk.lines().stream()
                    .filter(line -> line.kind() != Kind.REMOVED)
                    .count();
            diff.append("@@ -").append(range(hunk.oldStart(), removed));
            diff.append(" +").append(range(hunk.newStart(), added)).append(" @@\n");
            for (LineDiff.Line line : hunk.lines()) {
                diff.append(mark(line.kind())).append(line.text()).append('\n');
            }
        }
        return diff.toString();
    }

    /** An empty range names the line before it. */
    private static String range(int start, long count) {
        return (count == 0 ? start - 1 : start) + "," + count;
    }

    private static char mark(Kind kind) {
        return switch (kind) {
            case SAME -> ' ';
            case REMOVED -> '-';
            case ADDED -> '+';
        };
    }
}
