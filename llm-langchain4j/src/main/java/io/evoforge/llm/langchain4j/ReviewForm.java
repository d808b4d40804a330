package io.evoforge.llm.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form in which a review is taken: a JSON object with exactly four fields, alone or in one fence.
 *
 * @param summary what the change does
 * @param risks what may go wrong
 * @param verdict what the reviewer would do
 * @param comments about lines that the diff shows
 */
record ReviewForm(String summary, List<String> risks, ReviewVerdict verdict, List<LineComment> comments) {
    static final int MOST_RISKS = 20;
    static final int MOST_COMMENTS = 50;

    private static final int LONGEST_SUMMARY = 4_000;
    private static final int LONGEST_REMARK = 1_000;
    private static final Set<String> FIELDS = Set.of("summary", "risks", "verdict", "comments");
    private static final Set<String> COMMENT_FIELDS = Set.of("path", "line", "text");
    private static final Pattern FENCED = Pattern.compile("(`{3,})(?:json)?\\s*\\n(.*)\\n\\1", Pattern.DOTALL);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads {@code answer}. A remark about another file, or about a line that the diff does not show, is kept as a risk: it
     * may be right, but nothing can be pinned to it.
     *
     * @param path the changed file
     * @param lines the lines that the diff shows
     */
    static ReviewForm read(String answer, RepositoryPath path, Set<Integer> lines) throws UnusableReviewException {
        JsonNode root = object(answer);
        fields(root, FIELDS, "the object");
        String summary = text(root.get("summary"), "summary", LONGEST_SUMMARY);
        List<String> risks = new ArrayList<>();
        for (JsonNode risk : list(root.get("risks"), "risks", MOST_RISKS)) {
            risks.add(text(risk, "a risk", LONGEST_REMARK));
        }
        ReviewVerdict verdict = verdict(root.get("verdict"));
        List<LineComment> comments = new ArrayList<>();
        for (JsonNode comment : list(root.get("comments"), "comments", MOST_COMMENTS)) {
            fields(comment, COMMENT_FIELDS, "a comment");
            String about = text(comment.get("path"), "a comment's path", LONGEST_REMARK);
            String remark = text(comment.get("text"), "a comment's text", LONGEST_REMARK);
            int line = line(comment.get("line"));
            if (about.equals(path.value()) && lines.contains(line)) {
                comments.add(new LineComment(path, line, remark));
            } else {
                risks.add("On line " + line + (about.equals(path.value()) ? "" : " of " + about) + ", which the change"
                        + " does not show: " + remark);
            }
        }
        return new ReviewForm(summary, risks, verdict, comments);
    }

    private static JsonNode object(String answer) throws UnusableReviewException {
        String text = answer.strip();
        Matcher fenced = FENCED.matcher(text);
        if (text.isEmpty()) {
            throw new UnusableReviewException("it was empty.");
        }
        try {
            JsonNode root = JSON.readTree(fenced.matches() ? fenced.group(2) : text);
            if (!root.isObject()) {
                throw new UnusableReviewException("it is no JSON object.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UnusableReviewException("it is not one JSON object with nothing around it (line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ").");
        }
    }

    private static void fields(JsonNode node, Set<String> wanted, String what) throws UnusableReviewException {
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        if (!node.isObject() || !found.equals(wanted)) {
            throw new UnusableReviewException(what + " needs exactly the fields " + new TreeSet<>(wanted) + ".");
        }
    }

    private static JsonNode list(JsonNode node, String what, int most) throws UnusableReviewException {
        if (!node.isArray() || node.size() > most) {
            throw new UnusableReviewException("'" + what + "' must be a list of at most " + most + ".");
        }
        return node;
    }

    private static String text(JsonNode node, String what, int longest) throws UnusableReviewException {
        String text = node.isTextual() ? node.textValue().strip() : "";
        if (text.isEmpty() || text.length() > longest) {
            throw new UnusableReviewException("'" + what + "' must be a text of 1 to " + longest + " characters.");
        }
        return text;
    }

    private static int line(JsonNode node) throws UnusableReviewException {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw new UnusableReviewException("a comment's line must be a whole number, at least 1.");
        }
        return node.intValue();
    }

    private static ReviewVerdict verdict(JsonNode node) throws UnusableReviewException {
        for (ReviewVerdict verdict : ReviewVerdict.values()) {
            if (verdict.name().toLowerCase(Locale.ROOT).equals(node.textValue())) {
                return verdict;
            }
        }
        throw new UnusableReviewException("'verdict' must be approve, comment or request_changes.");
    }
}
