package io.evoforge.vcs.files;

import io.evoforge.vcs.files.JsonValue.JsonArray;
import io.evoforge.vcs.files.JsonValue.JsonLiteral;
import io.evoforge.vcs.files.JsonValue.JsonObject;
import io.evoforge.vcs.files.JsonValue.JsonString;
import java.util.Locale;
import java.util.Map;

/** Writes JSON so that a line-based diff of it is easy to read: indented, values without inner structure on one line. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    static String write(JsonValue value) {
        JsonWriter writer = new JsonWriter();
        writer.write(value, "\n");
        return writer.out.append('\n').toString();
    }

    private void write(JsonValue value, String lineBreak) {
        if (value instanceof JsonString string) {
            quote(string.value());
        } else if (value instanceof JsonLiteral literal) {
            out.append(literal.text());
        } else {
            String inner = value.isFlat() ? "" : lineBreak + "  ";
            String separator = value.isFlat() ? ", " : "," + inner;
            if (value instanceof JsonObject object) {
                out.append('{').append(inner);
                String before = "";
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    out.append(before);
                    quote(member.getKey());
                    out.append(": ");
                    write(member.getValue(), inner);
                    before = separator;
                }
                out.append(inner.isEmpty() ? "" : lineBreak).append('}');
            } else if (value instanceof JsonArray array) {
                out.append('[').append(inner);
                String before = "";
                for (JsonValue element : array.elements()) {
                    out.append(before);
                    write(element, inner);
                    before = separator;
                }
                out.append(inner.isEmpty() ? "" : lineBreak).append(']');
            }
        }
    }

    private void quote(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || (Character.isSurrogate(c) && !isPaired(string, i))) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** A lone surrogate has no UTF-8 form, so it has to stay an escape. */
    private static boolean isPaired(String string, int i) {
        return Character.isHighSurrogate(string.charAt(i))
                ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
    }
}
