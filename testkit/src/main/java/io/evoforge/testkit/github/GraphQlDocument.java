package io.evoforge.testkit.github;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL document with one operation, parsed as far as clients of GitHub need it: fields with aliases and arguments,
 * variables, inline fragments. A document that does not parse is refused, so text that was pasted into one instead of
 * being passed as a variable is noticed.
 */
final class GraphQlDocument {
    private final String text;
    private int at;
    private boolean mutation;

    /** A field, or an inline fragment, whose name is then {@code ...}. */
    record Field(
            String alias,
            String name,
            @Nullable String onType,
            Map<String, Object> arguments,
            List<Field> selections) {}

    /** The name of a variable where a value is expected. */
    record Variable(String name) {}

    /** The operation. */
    record Operation(boolean mutation, List<Field> selections) {}

    private GraphQlDocument(String text) {
        this.text = text;
    }

    static Operation parse(String text) {
        GraphQlDocument document = new GraphQlDocument(text);
        List<Field> selections = document.operation();
        document.skip();
        if (document.at < text.length()) {
            throw document.fault();
        }
        return new Operation(document.mutation, selections);
    }

    private List<Field> operation() {
        if (!peek('{')) {
            String kind = name();
            if (!kind.equals("query") && !kind.equals("mutation")) {
                throw fault();
            }
            mutation = kind.equals("mutation");
            if (!peek('{') && !peek('(')) {
                name();
            }
            if (take('(')) {
                while (!take(')')) {
                    expect('$');
                    name();
                    expect(':');
                    type();
                    if (take('=')) {
                        value();
                    }
                }
            }
        }
        return selections();
    }

    private void type() {
        if (take('[')) {
            type();
            expect(']');
        } else {
            name();
        }
        take('!');
    }

    private List<Field> selections() {
        List<Field> fields = new ArrayList<>();
        expect('{');
        while (!take('}')) {
            fields.add(text.startsWith("...", at) ? fragment() : field());
        }
        if (fields.isEmpty()) {
            throw fault();
        }
        return fields;
    }

    private Field fragment() {
        at += 3;
        if (!name().equals("on")) {
            throw fault();
        }
        String type = name();
        return new Field("...", "...", type, Map.of(), selections());
    }

    private Field field() {
        String alias = name();
        String name = take(':') ? name() : alias;
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (take('(')) {
            while (!take(')')) {
                String argument = name();
                expect(':');
                arguments.put(argument, value());
            }
        }
        return new Field(alias, name, null, arguments, peek('{') ? selections() : List.of());
    }

    private Object value() {
        skip();
        char c = at < text.length() ? text.charAt(at) : 0;
        if (c == '$') {
            at++;
            return new Variable(name());
        }
        if (c == '"') {
            return string();
        }
        if (c == '[') {
            at++;
            List<Object> list = new ArrayList<>();
            while (!take(']')) {
                list.add(value());
            }
            return list;
        }
        if (c == '{') {
            at++;
            Map<String, Object> object = new LinkedHashMap<>();
            while (!take('}')) {
                String name = name();
                expect(':');
                object.put(name, value());
            }
            return object;
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            int start = at;
            at++;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return Integer.parseInt(text.substring(start, at));
        }
        String word = name();
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> Optional.empty();
            default -> word;
        };
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                throw fault();
            }
            if (c == '\\') {
                at++;
                char escaped = at < text.length() ? text.charAt(at) : 0;
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case 't' -> value.append('\t');
                    case '"', '\\', '/' -> value.append(escaped);
                    default -> throw fault();
                }
            } else {
                value.append(c);
            }
        }
        if (at >= text.length()) {
            throw fault();
        }
        at++;
        return value.toString();
    }

    private String name() {
        skip();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (start == at) {
            throw fault();
        }
        return text.substring(start, at);
    }

    private boolean peek(char c) {
        skip();
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean take(char c) {
        boolean there = peek(c);
        if (there) {
            at++;
            skip();
        }
        return there;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw fault();
        }
    }

    private void skip() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
    }

    private GraphQlFault fault() {
        String near = at < text.length() ? text.substring(at, Math.min(text.length(), at + 20)) : "the end";
        return new GraphQlFault(null, "Parse error on \"" + near + "\"");
    }
}
