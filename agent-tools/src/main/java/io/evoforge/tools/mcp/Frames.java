package io.evoforge.tools.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The messages of a client, one on each line. What is not one JSON-RPC message, or is too long, is answered with an error
 * here and kept from the SDK's reader, which would stop reading for good.
 */
final class Frames extends InputStream {
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;

    /** How long a client that asks nothing more is waited for; a measurement may take that. */
    private static final Duration LAST_ANSWERS = Duration.ofMinutes(2);

    private final InputStream in;
    private final OutputStream answers;
    private final Outstanding outstanding;
    private final int longest;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final CountDownLatch ended = new CountDownLatch(1);
    private byte[] frame = new byte[0];
    private int position;

    /** Messages of {@code in} of at most {@code longest} bytes; errors go to {@code answers}, a line each. */
    Frames(InputStream in, OutputStream answers, Outstanding outstanding, int longest) {
        this.in = new BufferedInputStream(in);
        this.answers = answers;
        this.outstanding = outstanding;
        this.longest = longest;
    }

    /** Waits until the client has gone away. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (position == frame.length) {
                if (!next()) {
                    awaitAnswers();
                    ended.countDown();
                    return -1;
                }
            }
        } catch (IOException e) {
            ended.countDown();
            throw e;
        }
        int count = Math.min(length, frame.length - position);
        System.arraycopy(frame, position, buffer, offset, count);
        position += count;
        return count;
    }

    /** The client asks nothing more, but may still read. */
    private void awaitAnswers() {
        try {
            outstanding.awaitNone(LAST_ANSWERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the next line; false at the end. A line that is no message leaves nothing to read. */
    private boolean next() throws IOException {
        frame = new byte[0];
        position = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int one = in.read();
        if (one < 0) {
            return false;
        }
        for (; one >= 0 && one != '\n'; one = in.read()) {
            if (length++ < longest) {
                line.write(one);
            }
        }
        if (length > longest) {
            refuse(INVALID_REQUEST, "The message has more than " + longest + " bytes.");
        } else if (isMessage(line.toByteArray())) {
            line.write('\n');
            frame = line.toByteArray();
        }
        return true;
    }

    private boolean isMessage(byte[] line) throws IOException {
        if (new String(line, StandardCharsets.UTF_8).isBlank()) {
            return false;
        }
        JsonNode message;
        try {
            message = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            refuse(PARSE_ERROR, "The line is not JSON.");
            return false;
        }
        boolean speaks = message.path("jsonrpc").asText().equals("2.0")
                && (message.path("method").isTextual() || message.has("result") || message.has("error"));
        if (!speaks) {
            refuse(INVALID_REQUEST, "The line is no message of JSON-RPC 2.0.");
        }
        if (speaks) {
            outstanding.asked(message);
        }
        return speaks;
    }

    private void refuse(int code, String message) throws IOException {
        answers.write(mapper.writeValueAsString(mapper.createObjectNode()
                        .put("jsonrpc", "2.0")
                        .putNull("id")
                        .set(
                                "error",
                                mapper.createObjectNode().put("code", code).put("message", message)))
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8));
    }
}
