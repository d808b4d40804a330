package io.evoforge.vcs.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of JSON. Numbers keep the digits they were written with, objects their order. */
sealed interface JsonValue {
    /** An object. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** An array. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(new ArrayList<>(elements));
        }
    }

    /** A string. */
    record JsonString(String value) implements JsonValue {}

    /** A number, or {@code true}, {@code false}, {@code null}, as it is written. */
    record JsonLiteral(String text) implements JsonValue {
        static final JsonLiteral NULL = new JsonLiteral("null");
    }

    /** Whether it holds no further array or object that is not empty. */
    default boolean isFlat() {
        if (this instanceof JsonObject object) {
            return object.members().values().stream().allMatch(JsonValue::isScalar);
        }
        if (this instanceof JsonArray array) {
            return array.elements().stream().allMatch(JsonValue::isScalar);
        }
        return true;
    }

    private static boolean isScalar(JsonValue value) {
        return value instanceof JsonString || value instanceof JsonLiteral;
    }
}
