package io.evoforge.tools.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An argument of a tool.
 *
 * @param name its name
 * @param isText whether it is text, rather than a whole number
 * @param description what it means, for a model
 * @param most longest text in characters, or largest number
 */
public record ToolParameter(String name, boolean isText, String description, int most) {
    static ToolParameter text(String name, String description, int longest) {
        return new ToolParameter(name, true, description, longest);
    }

    /** A number from 1. */
    static ToolParameter number(String name, String description, int largest) {
        return new ToolParameter(name, false, description, largest);
    }

    /** As JSON Schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", isText ? "string" : "integer");
        schema.put("description", description);
        schema.put(isText ? "minLength" : "minimum", 1);
        schema.put(isText ? "maxLength" : "maximum", most);
        return schema;
    }
}
