package io.evoforge.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of what a verb prints with {@code --json}, as docs/reference/json-output.md describes it: fields that are not
 * described, that are described and missing, or of another type are found.
 */
final class DescribedJson {
    private static final Path PAGE = Path.of("../docs/reference/json-output.md");
    private static final Pattern HEADING = Pattern.compile("## `evoforge (.+)`");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([a-z ]+?)( or nothing)? \\| .+ \\|");
    private static final String ANY_NAME = "*";

    private final Map<String, DescribedJson> fields = new LinkedHashMap<>();
    private String type = "object";
    private boolean mayBeMissing;

    private DescribedJson() {}

    /** The verbs that the page describes, such as {@code status}, with how they are asked. */
    static Set<String> verbs() {
        return sections().keySet();
    }

    /** Fails unless {@code output} is what the page says about {@code verb}; returns it parsed. */
    static JsonNode assertDescribed(String verb, String output) {
        DescribedJson described =
                Objects.requireNonNull(sections().get(verb), () -> PAGE + " has no section about '" + verb + "'");
        JsonNode parsed;
        try {
            parsed = new ObjectMapper().readTree(output);
        } catch (IOException e) {
            throw new AssertionError("'" + verb + "' printed no JSON: " + output, e);
        }
        List<String> faults = new ArrayList<>();
        described.compare(parsed, verb, faults);
        assertThat(faults).as("%s against %s: %s", verb, PAGE, output).isEmpty();
        return parsed;
    }

    private static Map<String, DescribedJson> sections() {
        Map<String, DescribedJson> sections = new LinkedHashMap<>();
        DescribedJson current = new DescribedJson();
        try {
            for (String line : Files.readAllLines(PAGE)) {
                Matcher heading = HEADING.matcher(line);
                Matcher row = ROW.matcher(line);
                if (heading.matches()) {
                    current = new DescribedJson();
                    sections.put(heading.group(1), current);
                } else if (row.matches()) {
                    current.describe(row.group(1), row.group(2), row.group(3) != null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }

    /** {@code path} is like {@code sequences[].points[].bytes}; a name that depends on the run is {@code *}. */
    private void describe(String path, String kind, boolean optional) {
        DescribedJson place = this;
        for (String name : path.replace("[]", ".[]").split("\\.", -1)) {
            if (!name.isEmpty()) {
                if (name.equals("[]")) {
                    place.type = "list";
                }
                place = place.fields.computeIfAbsent(name, unknown -> new DescribedJson());
            }
        }
        place.type = kind;
        place.mayBeMissing = optional;
    }

    private void compare(JsonNode value, String where, List<String> faults) {
        if (value.isNull()) {
            if (!mayBeMissing) {
                faults.add(where + " is null");
            }
            return;
        }
        String found = value.isTextual()
                ? "text"
                : value.isNumber() ? "number" : value.isBoolean() ? "flag" : value.isArray() ? "list" : "object";
        if (!found.equals(type)) {
            faults.add(where + " is a " + found + ", described as " + type);
        } else if (value.isArray()) {
            DescribedJson element = fields.getOrDefault("[]", new DescribedJson());
            value.forEach(one -> element.compare(one, where + "[]", faults));
        } else if (value.isObject()) {
            compareFields(value, where, faults);
        }
    }

    private void compareFields(JsonNode value, String where, List<String> faults) {
        value.properties().forEach(field -> {
            DescribedJson described = fields.getOrDefault(field.getKey(), fields.get(ANY_NAME));
            if (described == null) {
                faults.add(where + "." + field.getKey() + " is not described");
            } else {
                described.compare(field.getValue(), where + "." + field.getKey(), faults);
            }
        });
        fields.forEach((name, described) -> {
            if (!described.mayBeMissing && !name.equals(ANY_NAME) && !value.has(name)) {
                faults.add(where + "." + name + " is described, but missing");
            }
        });
    }
}
