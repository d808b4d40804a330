package io.evoforge.engine.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places such as <code>{{champion}}</code>. What is filled in is taken as it is: places in it are not filled
 * again, so that a text from a model cannot reach for another one.
 */
final class PromptTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final Pattern PLACE_ALONE = Pattern.compile("(?m)^\\{\\{([a-z]+)}}$");
    private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

    private final String text;

    private PromptTemplate(String text) {
        this.text = text;
    }

    /** The template in the resource {@code name} of this package. */
    static PromptTemplate named(String name) {
        return new PromptTemplate(resource(name));
    }

    /** The text of the resource {@code name} of this package, without its last line end. */
    static String resource(String name) {
        try (InputStream stream = PromptTemplate.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the prompt file '" + name + "' is missing from the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt file '" + name + "' cannot be read", e);
        }
    }

    /** The text with every place filled; a place without a value is a fault of the program. */
    String filled(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        String tidy = withoutEmptySections(values);
        Matcher place = PLACE.matcher(tidy);
        while (place.find()) {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing to fill in for {{" + place.group(1) + "}}");
            }
            place.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        place.appendTail(out);
        return out.append('\n').toString();
    }

    /** The template without the lines whose only content is a place with an empty value. */
    private String withoutEmptySections(Map<String, String> values) {
        Matcher place = PLACE_ALONE.matcher(text);
        String tidy = place.replaceAll(
                found -> "".equals(values.get(found.group(1))) ? "" : Matcher.quoteReplacement(found.group()));
        return EMPTY_LINES.matcher(tidy).replaceAll("\n\n");
    }
}
