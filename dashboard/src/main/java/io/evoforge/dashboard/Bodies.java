package io.evoforge.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;

/** Reads what clients send, and no more than we want. */
final class Bodies {
    /** More than any message to us needs. */
    static final int MOST_BYTES = 65_536;

    private Bodies() {}

    /** The JSON object in the body. */
    static JsonNode json(Context context) throws IOException {
        String type = context.contentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            throw new Refused(415, "Send JSON, as Content-Type: application/json.");
        }
        byte[] body = context.req().getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Refused(413, "The body is longer than " + MOST_BYTES + " bytes.");
        }
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new Refused(400, "The body is not JSON.");
        }
        if (node == null || !node.isObject()) {
            throw new Refused(400, "The body is not a JSON object.");
        }
        return node;
    }
}
