package io.evoforge.testkit.github;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that goes wrong with one request. Each fault can strike before the request has an effect, or after it: then
 * GitHub did what it was asked and only the answer is lost or replaced.
 */
public final class Fault {
    private final Kind kind;
    private final boolean afterProcessing;
    private final int status;
    private final String text;
    private final Duration duration;
    private final long bytes;
    private final Map<String, String> headers;

    enum Kind {
        DROP,
        RESET,
        GARBAGE,
        MALFORMED_CHUNK,
        ANSWER,
        HTML,
        SILENCE,
        DRIBBLE,
        FLOOD
    }

    private Fault(
            Kind kind,
            boolean afterProcessing,
            int status,
            String text,
            Duration duration,
            long bytes,
            Map<String, String> headers) {
        this.kind = kind;
        this.afterProcessing = afterProcessing;
        this.status = status;
        this.text = text;
        this.duration = duration;
        this.bytes = bytes;
        this.headers = headers;
    }

    private static Fault of(Kind kind) {
        return new Fault(kind, false, 0, "", Duration.ZERO, 0, Map.of());
    }

    /** The connection is closed without an answer. */
    public static Fault drop() {
        return of(Kind.DROP);
    }

    /** The connection is reset. */
    public static Fault reset() {
        return of(Kind.RESET);
    }

    /** Bytes that are no HTTP, and the connection is closed. */
    public static Fault garbage() {
        return of(Kind.GARBAGE);
    }

    /** A status line, then a broken chunk. */
    public static Fault malformedChunk() {
        return of(Kind.MALFORMED_CHUNK);
    }

    /** GitHub's JSON with this status and message. */
    public static Fault answer(int status, String message) {
        return new Fault(Kind.ANSWER, false, status, message, Duration.ZERO, 0, Map.of());
    }

    /** An HTML page with this status, as GitHub's front end sends when it is in trouble. */
    public static Fault html(int status) {
        return new Fault(Kind.HTML, false, status, "", Duration.ZERO, 0, Map.of());
    }

    /** No answer for so long. */
    public static Fault silence(Duration duration) {
        return new Fault(Kind.SILENCE, false, 0, "", duration, 0, Map.of());
    }

    /** The answer, in drops spread over so long. */
    public static Fault dribble(Duration duration) {
        return new Fault(Kind.DRIBBLE, false, 0, "", duration, 0, Map.of());
    }

    /** A successful answer with a JSON body of so many bytes, at most 64 million. */
    public static Fault flood(int bytes) {
        return new Fault(Kind.FLOOD, false, 200, "", Duration.ZERO, bytes, Map.of());
    }

    /** The same fault, after the request had its effect. */
    public Fault afterProcessing() {
        return new Fault(kind, true, status, text, duration, bytes, headers);
    }

    /** The same fault with one more header on its answer. */
    public Fault withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(kind, afterProcessing, status, text, duration, bytes, more);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the request has its effect before the fault strikes. */
    public boolean isAfterProcessing() {
        return afterProcessing;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    Duration duration() {
        return duration;
    }

    long bytes() {
        return bytes;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return what
                + (status == 0 || kind == Kind.FLOOD ? "" : " " + status)
                + (text.isEmpty() ? "" : " '" + text + "'")
                + (afterProcessing ? " after processing" : "");
    }
}
