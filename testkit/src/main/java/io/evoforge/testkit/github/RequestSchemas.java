package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** GitHub's published description of the request bodies, as far as the simulated GitHub has the routes. */
final class RequestSchemas {
    private static final String RESOURCE = "request-schemas.json";

    private final JsonNode requests;

    private RequestSchemas(JsonNode requests) {
        this.requests = requests;
    }

    static RequestSchemas load() {
        try (InputStream in = RequestSchemas.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the test kit's jar");
            }
            return new RequestSchemas(JsonMapper.builder().build().readTree(in).path("requests"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a body that the description does not allow. A route without a description takes everything. */
    void check(String route, JsonNode body) {
        JsonNode schema = requests.get(canonical(route));
        if (schema == null) {
            return;
        }
        if (!body.isObject() && !body.isArray()) {
            throw new Refusal(400, "Body should be a JSON object");
        }
        fault(schema, body, "").ifPresent(fault -> {
            throw new Refusal(422, "Invalid request.\n\n" + fault);
        });
    }

    /** The description names the variables in its own way. */
    private static String canonical(String route) {
        return route.replace("+}", "}").replace("/repositories/{repository_id}/", "/repos/{owner}/{repo}/");
    }

    private static Optional<String> fault(JsonNode schema, JsonNode value, String where) {
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(choice)) {
                return StreamSupport.stream(schema.get(choice).spliterator(), false)
                                .anyMatch(option -> fault(option, value, where).isEmpty())
                        ? Optional.empty()
                        : Optional.of("No subschema in \"" + choice + "\" matched at '" + where + "'.");
            }
        }
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return Optional.empty();
        }
        if (!hasType(schema.path("type").asText(""), value)) {
            return Optional.of("For '" + where + "', " + value + " is not a" + " "
                    + schema.path("type").asText() + ".");
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            return Optional.of("For '" + where + "', " + value + " is not a member of " + schema.get("enum") + ".");
        }
        if (value.isTextual()
                && schema.has("maxLength")
                && value.textValue().length() > schema.get("maxLength").asInt()) {
            return Optional.of("For '" + where + "', the text is too long.");
        }
        if (value.isArray()) {
            return faultInArray(schema, value, where);
        }
        return value.isObject() ? faultInObject(schema, value, where) : Optional.empty();
    }

    private static Optional<String> faultInArray(JsonNode schema, JsonNode value, String where) {
        if (value.size() < schema.path("minItems").asInt(0)) {
            return Optional.of("For '" + where + "', the list is too short.");
        }
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                Optional<String> fault = fault(schema.get("items"), value.get(i), where + "/" + i);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> faultInObject(JsonNode schema, JsonNode value, String where) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.textValue())) {
                return Optional.of("\"" + required.textValue() + "\" wasn't supplied.");
            }
        }
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode property = properties.get(field.getKey());
            if (property == null) {
                if (!properties.isEmpty()
                        && !schema.path("additionalProperties").asBoolean(false)) {
                    return Optional.of("\"" + field.getKey() + "\" is not a permitted key.");
                }
                continue;
            }
            Optional<String> fault = fault(property, field.getValue(), where + "/" + field.getKey());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static boolean contains(JsonNode options, JsonNode value) {
        return StreamSupport.stream(options.spliterator(), false).anyMatch(value::equals);
    }
}
