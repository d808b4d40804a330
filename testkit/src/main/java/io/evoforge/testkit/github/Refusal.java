package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of GitHub that is no success. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient ArrayNode errors = JsonNodeFactory.instance.arrayNode();

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** GraphQL refuses in an answer that looks like a success. */
    static Refusal ofGraphQl(String type, String message) {
        Refusal refusal = new Refusal(200, message);
        refusal.errors.addObject().put("type", type).put("message", message);
        return refusal;
    }

    Refusal withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds one entry of the {@code errors} array, as validation failures have it. */
    Refusal withError(String resource, String code, String message) {
        errors.addObject().put("resource", resource).put("code", code).put("message", message);
        return this;
    }

    Reply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (status == 200) {
            body.set("errors", errors);
            return Reply.ok(body);
        }
        body.put("message", getMessage());
        if (!errors.isEmpty()) {
            body.set("errors", errors);
        }
        body.put("documentation_url", "https://docs.github.com/rest");
        body.put("status", Integer.toString(status));
        Reply reply = Reply.json(status, body);
        headers.forEach(reply::withHeader);
        return reply;
    }
}
