package io.evoforge.engine.reply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the file in a Markdown answer. */
final class FencedFile {
    /**
     * A fence of Markdown: at least three back-ticks or tildes, indented by at most three spaces, then the language. Takes
     * back nothing that it took, so that a line of a million characters costs no more than reading it.
     */
    private static final Pattern OPENING = Pattern.compile(" {0,3}(`{3,}+|~{3,}+)[ \\t]*+([^`\\s]*+)[^`]*+");

    private FencedFile() {}

    /** A fenced block. */
    private record Block(int firstLine, String language, List<String> lines, boolean closed) {
        String text() {
            return String.join("\n", lines) + "\n";
        }

        boolean isIn(SourceLanguage wanted) {
            return language.equals(wanted.fence());
        }
    }

    /** The longest block marked with {@code language}, or else the longest without a mark. */
    static String in(List<String> lines, SourceLanguage language) throws UnusableReplyException {
        String mark = "```" + language.fence();
        List<Block> blocks = blocks(lines);
        for (Block block : blocks) {
            if (!block.closed()) {
                throw new UnusableReplyException("The block that begins in line " + block.firstLine()
                        + " of the answer does not end: the answer was cut short. Answer again with fewer words, or with"
                        + " SEARCH/REPLACE edits instead of the whole file.");
            }
        }
        if (blocks.isEmpty()) {
            throw new UnusableReplyException("The answer is prose: it has neither a " + mark
                    + " block with a whole file nor SEARCH/REPLACE edits. Answer with one of them.");
        }
        List<Block> candidates = blocks.stream().anyMatch(block -> block.isIn(language))
                ? blocks.stream().filter(block -> block.isIn(language)).toList()
                : blocks.stream().filter(block -> block.language().isEmpty()).toList();
        Block longest = candidates.stream()
                .max(Comparator.comparingInt(block -> block.text().length()))
                .orElseThrow(() -> new UnusableReplyException(
                        "The answer's block is marked '" + blocks.get(0).language()
                                + "'. Put the whole " + language.name() + " file into a block that begins with " + mark
                                + "."));
        if (longest.text().isBlank()) {
            throw new UnusableReplyException("The " + mark + " block in line " + longest.firstLine()
                    + " of the answer is empty. Put the whole file into it.");
        }
        if (!language.mayBeFile(longest.text())) {
            throw new UnusableReplyException(
                    "The " + mark + " block in line " + longest.firstLine()
                            + " of the answer holds no class. Answer with the whole file, or with SEARCH/REPLACE edits for a part.");
        }
        return longest.text();
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            Matcher opening = OPENING.matcher(lines.get(i));
            if (opening.matches()) {
                int end = closing(lines, i + 1, opening.group(1));
                boolean closed = end < lines.size();
                blocks.add(
                        new Block(i + 1, opening.group(2).toLowerCase(Locale.ROOT), lines.subList(i + 1, end), closed));
                i = end;
            }
            i++;
        }
        return blocks;
    }

    /** The line that ends a block: the same mark, at least as long, and nothing else. */
    private static int closing(List<String> lines, int from, String fence) {
        char mark = fence.charAt(0);
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.length() >= fence.length() && line.chars().allMatch(c -> c == mark)) {
                return i;
            }
        }
        return lines.size();
    }
}
