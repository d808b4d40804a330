package io.evoforge.vcs.github;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request before credentials are added to it. */
final class ApiRequest {
    private final String method;
    private final URI uri;
    private final byte @Nullable [] body;
    private final Map<String, String> headers;
    private final boolean write;

    /** A request; {@code write} says whether GitHub counts it as one that creates content. */
    ApiRequest(String method, URI uri, byte @Nullable [] body, Map<String, String> headers, boolean write) {
        this.method = method;
        this.uri = uri;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.write = write;
    }

    /** The same request to another place. */
    ApiRequest to(URI elsewhere) {
        return new ApiRequest(method, elsewhere, body, headers, write);
    }

    /** The same request with one more header. */
    ApiRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiRequest(method, uri, body, more, write);
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    byte @Nullable [] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean isWrite() {
        return write;
    }

    @Override
    public String toString() {
        return method + " " + uri.getRawPath();
    }
}
