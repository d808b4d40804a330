package io.evoforge.llm.langchain4j;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unified diff whose lines tell their numbers in the changed file, because models count badly.
 *
 * @param text the hunks, each line of the changed file with its number
 * @param lines the numbers that stand in it
 */
record NumberedDiff(String text, Set<Integer> lines) {
    private static final Pattern HUNK =
            Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
    private static final String NO_NUMBER = "      ";

    NumberedDiff {
        lines = Set.copyOf(lines);
    }

    /** The hunks of {@code unifiedDiff}. What stands outside of hunks, such as the names of files, is left out. */
    static NumberedDiff of(String unifiedDiff) {
        StringBuilder text = new StringBuilder();
        Set<Integer> lines = new HashSet<>();
        int before = 0; // how many lines of the hunk are still to come, by its own head
        int after = 0;
        int number = 0;
        for (String line : unifiedDiff.split("\n", -1)) {
            if (before <= 0 && after <= 0) {
                Matcher head = HUNK.matcher(line);
                if (head.matches()) {
                    before = count(head.group(1));
                    after = count(head.group(3));
                    number = Integer.parseInt(head.group(2));
                    text.append(line).append('\n');
                }
                continue;
            }
            if (line.startsWith("-")) {
                before--;
                text.append(NO_NUMBER).append(line).append('\n');
            } else if (line.startsWith("+") || line.startsWith(" ") || line.isEmpty()) {
                before -= line.startsWith("+") ? 0 : 1;
                after--;
                lines.add(number);
                text.append(String.format(Locale.ROOT, "%5d ", number))
                        .append(line)
                        .append('\n');
                number++;
            } // else the remark that there is no line end at the end of the file
        }
        return new NumberedDiff(text.toString().stripTrailing(), lines);
    }

    private static int count(String group) {
        return group == null ? 1 : Integer.parseInt(group);
    }
}
