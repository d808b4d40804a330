package io.evoforge.llm.langchain4j;

/** Puts an answer together that came in pieces, because it was cut at the length limit. */
final class Continuation {
    /** What the model is told after its cut answer. */
    static final String REQUEST =
            "Your answer was cut off at the length limit. Go on exactly where it stopped, in the middle of the line if it"
                    + " stopped there. Repeat nothing, open no new code block, and add no remark.";

    private static final int SHORTEST_OVERLAP = 12;
    private static final int LONGEST_OVERLAP = 400;

    private Continuation() {}

    /** {@code first} and what followed. Models repeat a little of what they said, or open the fence again: that is dropped. */
    static String joined(String first, String next) {
        String rest = isFenceOpen(first) ? withoutOpening(next) : next;
        int longest = Math.min(Math.min(first.length(), rest.length()), LONGEST_OVERLAP);
        for (int length = longest; length >= SHORTEST_OVERLAP; length--) {
            if (first.regionMatches(first.length() - length, rest, 0, length)
                    && !rest.substring(0, length).isBlank()) {
                return first + rest.substring(length);
            }
        }
        return first + rest;
    }

    private static boolean isFenceOpen(String text) {
        return text.lines()
                                .filter(line -> line.stripLeading().startsWith("```"))
                                .count()
                        % 2
                == 1;
    }

    private static String withoutOpening(String text) {
        String start = text.stripLeading();
        int end = start.indexOf('\n');
        // a bare fence closes the block; one with a language opens it again
        return start.startsWith("```") && end > 3 && !start.substring(3, end).isBlank()
                ? start.substring(end + 1)
                : text;
    }
}
