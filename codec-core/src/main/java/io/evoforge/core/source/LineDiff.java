package io.evoforge.core.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was changed between two texts, line by line, as in a unified diff. Shortest by Myers' algorithm (An O(ND)
 * Difference Algorithm, 1986) up to a bound; beyond it, whatever lies between the common ends counts as replaced.
 */
public final class LineDiff {
    private static final int CONTEXT = 3;

    /** More differing lines than these are not searched for the shortest way: nobody reads that, and it takes long. */
    private static final int MOST_DIFFERENCES = 2_000;

    private LineDiff() {}

    /** What a line is in a diff. */
    public enum Kind {
        /** In both texts. */
        SAME,
        /** Only in the old text. */
        REMOVED,
        /** Only in the new text. */
        ADDED
    }

    /** One line of a diff. */
    public record Line(Kind kind, String text) {}

    /**
     * Neighbouring changes with the lines around them.
     *
     * @param oldStart number of the first line in the old text, from 1
     * @param newStart number of the first line in the new text, from 1
     * @param lines at least one is not {@link Kind#SAME}
     */
    public record Hunk(int oldStart, int newStart, List<Line> lines) {
        public Hunk {
            lines = List.copyOf(lines);
        }
    }

    /** The changes from {@code before} to {@code after}, in order; empty if the lines are equal. */
    public static List<Hunk> between(String before, String after) {
        return hunks(script(before.lines().toList(), after.lines().toList()));
    }

    private static List<Line> script(List<String> before, List<String> after) {
        int head = 0;
        int shorter = Math.min(before.size(), after.size());
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        before.subList(0, head).forEach(line -> lines.add(new Line(Kind.SAME, line)));
        lines.addAll(shortest(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
        before.subList(before.size() - tail, before.size()).forEach(line -> lines.add(new Line(Kind.SAME, line)));
        return lines;
    }

    private static List<Line> shortest(List<String> before, List<String> after) {
        int most = Math.min(before.size() + after.size(), MOST_DIFFERENCES);
        int offset = most + 1;
        int[] furthest = new int[2 * most + 3];
        List<int[]> history = new ArrayList<>();
        for (int differences = 0; differences <= most; differences++) {
            history.add(Arrays.copyOfRange(furthest, offset - differences - 1, offset + differences + 2));
            for (int diagonal = -differences; diagonal <= differences; diagonal += 2) {
                boolean down = diagonal == -differences
                        || (diagonal != differences
                                && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1]);
                int x = down ? furthest[offset + diagonal + 1] : furthest[offset + diagonal - 1] + 1;
                int y = x - diagonal;
                while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
                    x++;
                    y++;
                }
                furthest[offset + diagonal] = x;
                if (x >= before.size() && y >= after.size()) {
                    return walkedBack(before, after, history);
                }
            }
        }
        return replaced(before, after);
    }

    private static List<Line> walkedBack(List<String> before, List<String> after, List<int[]> history) {
        List<Line> reversed = new ArrayList<>();
        int x = before.size();
        int y = after.size();
        for (int differences = history.size() - 1; differences > 0; differences--) {
            int[] furthest = history.get(differences);
            int middle = differences + 1;
            int diagonal = x - y;
            boolean down = diagonal == -differences
                    || (diagonal != differences && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]);
            int previousDiagonal = down ? diagonal + 1 : diagonal - 1;
            int previousX = furthest[middle + previousDiagonal];
            int previousY = previousX - previousDiagonal;
            while (x > previousX && y > previousY) {
                reversed.add(new Line(Kind.SAME, before.get(--x)));
                y--;
            }
            if (down) {
                reversed.add(new Line(Kind.ADDED, after.get(--y)));
            } else {
                reversed.add(new Line(Kind.REMOVED, before.get(--x)));
            }
        }
        while (x > 0) {
            reversed.add(new Line(Kind.SAME, before.get(--x)));
        }
        List<Line> lines = new ArrayList<>(reversed.size());
        for (int i = reversed.size() - 1; i >= 0; i--) {
            lines.add(reversed.get(i));
        }
        return lines;
    }

    private static List<Line> replaced(List<String> before, List<String> after) {
        List<Line> lines = new ArrayList<>();
        before.forEach(line -> lines.add(new Line(Kind.REMOVED, line)));
        after.forEach(line -> lines.add(new Line(Kind.ADDED, line)));
        return lines;
    }

    private static List<Hunk> hunks(List<Line> script) {
        List<Hunk> hunks = new ArrayList<>();
        int oldLine = 1;
        int newLine = 1;
        int position = 0;
        while (position < script.size()) {
            int change = nextChange(script, position);
            if (change < 0) {
                break;
            }
            int from = Math.max(position, change - CONTEXT);
            oldLine += from - position; // lines that are skipped are in both texts
            newLine += from - position;
            int to = end(script, change);
            List<Line> lines = script.subList(from, to);
            hunks.add(new Hunk(oldLine, newLine, lines));
            oldLine += (int)
                    lines.stream().filter(line -> line.kind() != Kind.ADDED).count();
            newLine += (int)
                    lines.stream().filter(line -> line.kind() != Kind.REMOVED).count();
            position = to;
        }
        return hunks;
    }

    private static int nextChange(List<Line> script, int from) {
        for (int i = from; i < script.size(); i++) {
            if (script.get(i).kind() != Kind.SAME) {
                return i;
            }
        }
        return -1;
    }

    /** Where the hunk with the change at {@code change} ends: after so many equal lines that the next is far away. */
    private static int end(List<Line> script, int change) {
        int lastChange = change;
        for (int i = change + 1; i < script.size() && i - lastChange <= 2 * CONTEXT; i++) {
            if (script.get(i).kind() != Kind.SAME) {
                lastChange = i;
            }
        }
        return Math.min(script.size(), lastChange + 1 + CONTEXT);
    }
}
