package io.evoforge.llm.langchain4j;

import io.evoforge.core.review.ReviewRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reviewer is asked. All that others wrote stands in fences that it cannot close. */
final class ReviewPrompt {
    /** How much of an answer that could not be used is shown to its model again, in characters. */
    static final int LONGEST_EXCERPT = 4_000;

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final Pattern BACK_TICKS = Pattern.compile("`{3,}");

    private ReviewPrompt() {}

    /** The first question. */
    static String of(ReviewRequest request, NumberedDiff diff) {
        Map<String, String> values = Map.of(
                "version", request.change(),
                "path", request.path().value(),
                "evidence", fenced("text", request.evidence()),
                "diff", fenced("diff", diff.text()),
                "risks", Integer.toString(ReviewForm.MOST_RISKS),
                "comments", Integer.toString(ReviewForm.MOST_COMMENTS));
        // one pass, so that a place in what is filled in is not filled again
        return PLACE.matcher(template())
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /** The question of the repair turn. */
    static String repair(String first, String answer, String fault) {
        String excerpt = answer.length() <= LONGEST_EXCERPT ? answer : answer.substring(0, LONGEST_EXCERPT) + " [...]";
        return first + "\n\n## Once more\n\nYou were asked this before, and your answer could not be used: " + fault
                + "\n\nThe answer was:\n\n" + fenced("text", excerpt)
                + "\n\nAnswer again, with the JSON object alone.";
    }

    private static String fenced(String language, String text) {
        int longest = BACK_TICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(2);
        String fence = "`".repeat(longest + 1);
        return fence + language + "\n" + text + "\n" + fence;
    }

    private static String template() {
        try (InputStream stream = ReviewPrompt.class.getResourceAsStream("review.md")) {
            if (stream == null) {
                throw new IllegalStateException("the prompt file 'review.md' is missing from the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt file 'review.md' cannot be read", e);
        }
    }
}
