package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client. */
final class Reply {
    private final int status;
    private final byte[] body;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    static Reply json(int status, JsonNode body) {
        return new Reply(status, body.toString().getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Type", "application/json; charset=utf-8");
    }

    static Reply ok(JsonNode body) {
        return json(200, body);
    }

    static Reply created(JsonNode body) {
        return json(201, body);
    }

    static Reply raw(byte[] body) {
        return new Reply(200, body).withHeader("Content-Type", "application/vnd.github.raw");
    }

    static Reply text(int status, String body) {
        return new Reply(status, body.getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Type", "text/plain; charset=utf-8");
    }

    static Reply html(int status, String body) {
        return new Reply(status, body.getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Type", "text/html; charset=utf-8");
    }

    static Reply empty(int status) {
        return new Reply(status, new byte[0]);
    }

    /** An empty value is no header. */
    Reply withHeader(String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
        return this;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
