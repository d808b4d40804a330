package io.evoforge.llm.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * What a provider said about an error, in one short line.
 *
 * @param text its message, or what could be made out of its answer
 * @param type its own name for the error, empty if it gave none
 */
record ErrorText(String text, String type) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    /** Reads the shapes that the providers use: {@code {"error": {"message", "type"}}} and {@code {"error": "text"}}. */
    static ErrorText of(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode error = root.path("error");
            if (error.isTextual()) {
                return new ErrorText(shortened(error.asText()), "");
            }
            String message = error.path("message")
                    .asText(root.path("message").asText(root.path("detail").asText("")));
            String type = error.path("code").isTextual()
                    ? error.path("code").asText()
                    : error.path("type").asText("");
            return new ErrorText(shortened(message.isBlank() ? body : message), type);
        } catch (JsonProcessingException e) {
            return new ErrorText(shortened(isHtml(body) ? withoutTags(body) : body), "");
        }
    }

    static boolean isHtml(String body) {
        String start = body.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<head");
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?s)<(script|style).{0,10000}?</\\1>", " ").replaceAll("<[^>]{0,1000}>", " ");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
