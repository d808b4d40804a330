package io.evoforge.vcs.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown file whose entries stand between comments that a reader does not see, newest first.
 *
 * @param preamble what a new file begins with, ending with a blank line
 * @param firstPlace where in a text without entries the first one goes
 */
record MarkedFile(String preamble, ToIntFunction<String> firstPlace) implements KeyedFile<String> {
    private static final Pattern MARK =
            Pattern.compile("(?m)^<!-- evolution ([0-9a-z-]{1,64}): (begin|end) -->[ \\t]{0,20}(?:\\r?\\n|\\z)");

    /** One entry with its marks, at its place in the text. */
    private record Block(int begin, int contentBegin, int contentEnd, int end) {}

    @Override
    public Map<String, String> entries(String text) throws MalformedFileException {
        Map<String, String> entries = new LinkedHashMap<>();
        blocks(text).forEach((key, block) -> entries.put(key, text.substring(block.contentBegin, block.contentEnd)));
        return entries;
    }

    @Override
    public String put(@Nullable String text, String key, String entry) throws MalformedFileException {
        String current = text == null || text.isBlank() ? preamble : text;
        String marked = "<!-- evolution " + key + ": begin -->\n" + entry + "<!-- evolution " + key + ": end -->\n";
        Map<String, Block> blocks = blocks(current);
        Block same = blocks.get(key);
        if (same != null) {
            return current.substring(0, same.begin) + marked + current.substring(same.end);
        }
        int place =
                blocks.values().stream().mapToInt(Block::begin).min().orElseGet(() -> firstPlace.applyAsInt(current));
        String before = current.substring(0, place);
        String gap = before.isEmpty() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
        String after = current.substring(place);
        return before + gap + marked + (after.isEmpty() ? "" : "\n") + after;
    }

    private static Map<String, Block> blocks(String text) throws MalformedFileException {
        Map<String, Block> blocks = new LinkedHashMap<>();
        @Nullable String open = null;
        int begin = 0;
        int contentBegin = 0;
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            String key = mark.group(1);
            if (mark.group(2).equals("begin")) {
                if (open != null) {
                    throw unmatched(open, "end");
                }
                open = key;
                begin = mark.start();
                contentBegin = mark.end();
            } else {
                if (!key.equals(open)) {
                    throw unmatched(key, "begin");
                }
                open = null;
                if (blocks.put(key, new Block(begin, contentBegin, mark.start(), mark.end())) != null) {
                    throw new MalformedFileException("the entry of evolution " + key + " is there twice");
                }
            }
        }
        if (open != null) {
            throw unmatched(open, "end");
        }
        return blocks;
    }

    private static MalformedFileException unmatched(String key, String missing) {
        return new MalformedFileException(
                "the entry of evolution " + key + " lacks its comment <!-- evolution " + key + ": " + missing + " -->");
    }
}
