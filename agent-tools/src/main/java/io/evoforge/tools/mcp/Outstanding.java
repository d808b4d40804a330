package io.evoforge.tools.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Requests that were not answered yet. A client that closes its side after its last request still gets the answer.
 *
 * <p>Safe for use by several threads.
 */
final class Outstanding {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Set<JsonNode> ids = new HashSet<>();

    /** Takes note of {@code message} from the client, if it is a request. */
    synchronized void asked(JsonNode message) {
        if (message.has("method") && message.has("id")) {
            ids.add(message.get("id"));
        }
    }

    /** Takes note of a line that was sent to the client, if it is an answer. */
    void answered(byte[] line) {
        JsonNode message;
        try {
            message = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            return; // no answer to anything
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
        if (!message.has("method") && message.has("id")) {
            synchronized (this) {
                ids.remove(message.get("id"));
                notifyAll();
            }
        }
    }

    /** Waits until everything is answered, at most {@code longest}. */
    synchronized void awaitNone(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!ids.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
