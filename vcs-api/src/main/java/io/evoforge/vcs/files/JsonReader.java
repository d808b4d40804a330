package io.evoforge.vcs.files;

import io.evoforge.vcs.files.JsonValue.JsonArray;
import io.evoforge.vcs.files.JsonValue.JsonLiteral;
import io.evoforge.vcs.files.JsonValue.JsonObject;
import io.evoforge.vcs.files.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads JSON strictly (RFC 8259): no comments, no trailing commas, no member given twice. */
final class JsonReader {
    private static final int DEEPEST = 64;
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,4})?");

    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    static JsonValue read(String text) throws MalformedFileException {
        JsonReader reader = new JsonReader(text);
        JsonValue value = reader.value(0);
        reader.skipBlanks();
        if (reader.position < text.length()) {
            throw reader.fault("something follows the end of the JSON value");
        }
        return value;
    }

    private JsonValue value(int depth) throws MalformedFileException {
        if (depth > DEEPEST) {
            throw fault("it is nested more than " + DEEPEST + " levels deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonString(string());
            default -> literal();
        };
    }

    private JsonObject object(int depth) throws MalformedFileException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        position++;
        skipBlanks();
        if (accept('}')) {
            return new JsonObject(members);
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw fault("a member name in double quotes is expected");
            }
            String name = string();
            skipBlanks();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw fault("member \"" + name + "\" is given twice");
            }
            skipBlanks();
        } while (accept(','));
        expect('}');
        return new JsonObject(members);
    }

    private JsonArray array(int depth) throws MalformedFileException {
        List<JsonValue> elements = new ArrayList<>();
        position++;
        skipBlanks();
        if (accept(']')) {
            return new JsonArray(elements);
        }
        do {
            elements.add(value(depth + 1));
            skipBlanks();
        } while (accept(','));
        expect(']');
        return new JsonArray(elements);
    }

    private String string() throws MalformedFileException {
        StringBuilder string = new StringBuilder();
        position++;
        while (peek() != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                throw fault("a control character stands in a string");
            }
            string.append(c == '\\' ? escape() : c);
        }
        position++;
        return string.toString();
    }

    private char escape() throws MalformedFileException {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("\\" + c + " is no escape");
        };
    }

    private char unicode() throws MalformedFileException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw fault("four hexadecimal digits are expected after \\u");
            }
            value = value * 16 + digit;
            position++;
        }
        return (char) value;
    }

    private JsonLiteral literal() throws MalformedFileException {
        int start = position;
        while (position < text.length() && isWordCharacter(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        boolean known = word.equals("true") || word.equals("false") || word.equals("null");
        if (!known && !NUMBER.matcher(word).matches()) {
            throw fault(word.isEmpty() ? "a value is expected" : "'" + shortened(word) + "' is no value");
        }
        return new JsonLiteral(word);
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-+.".indexOf(c) >= 0;
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() throws MalformedFileException {
        if (position >= text.length()) {
            throw fault("it ends in the middle of a value");
        }
        return text.charAt(position);
    }

    private boolean accept(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws MalformedFileException {
        if (!accept(c)) {
            throw fault("'" + c + "' is expected");
        }
    }

    private MalformedFileException fault(String what) {
        long line = text.substring(0, Math.min(position, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new MalformedFileException("line " + line + " is not valid JSON: " + what);
    }
}
