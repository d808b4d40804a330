package io.evoforge.llm.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.evoforge.core.proposal.ProposerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request over the network and its streamed answer, for LangChain4j to write and read. Everything happens in the
 * calling thread, so that interrupting it ends the call; the deadline holds for the last byte, the size is capped, and
 * redirects are not followed. Used once.
 */
final class Exchange implements HttpClient, HttpClientBuilder {
    /** Of an answer in the stream's own format, which is many times as large as its text. */
    private static final long LARGEST_STREAM = 64L << 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final int LARGEST_ERROR = 64 << 10;

    private final java.net.http.HttpClient client;
    private final HttpVerdict verdict;
    private final Deadline deadline;
    private final StreamWatch watch;
    private @Nullable ModelFault fault;

    Exchange(java.net.http.HttpClient client, HttpVerdict verdict, Deadline deadline, StreamWatch watch) {
        this.client = client;
        this.verdict = verdict;
        this.deadline = deadline;
        this.watch = watch;
    }

    /** What exchanges are made with; it may be shared. */
    static java.net.http.HttpClient client() {
        // HTTP/2 in the clear begins with an upgrade that many a server for open models does not survive
        return java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** Why there is no whole answer, or null if that lies not here. */
    @Nullable
    ModelFault fault() {
        return fault == null ? watch.fault() : fault;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<BodyStream> response = send(request);
            try (BodyStream body = response.body()) {
                read(response, body, parser, listener);
            }
        } catch (ModelFault e) {
            fault = e;
            listener.onError(e);
        }
    }

    private void read(
            HttpResponse<BodyStream> response,
            BodyStream body,
            ServerSentEventParser parser,
            ServerSentEventListener listener) {
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw verdict.of(response.statusCode(), response.headers(), start(body));
        }
        String type = response.headers().firstValue("content-type").orElse("");
        if (type.startsWith("text/html")) {
            throw ModelFault.lasting(
                    Reason.PROTOCOL,
                    "it answered with a page of HTML ("
                            + ErrorText.of(start(body)).text() + ") instead of a model's answer",
                    null);
        }
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build());
        parser.parse(body, watch.before(listener));
        if (body.fault() != null) {
            throw body.fault();
        }
        if (watch.fault() == null) {
            listener.onClose();
        }
    }

    private HttpResponse<BodyStream> send(HttpRequest request) {
        CompletableFuture<HttpResponse<BodyStream>> response =
                client.sendAsync(jdkRequest(request), info -> new BodyStream(deadline, LARGEST_STREAM));
        try {
            return response.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw deadline.passed();
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw ModelFault.unreachable("the call was cancelled", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw ModelFault.unreachable("no connection (" + why + ")", cause);
        }
    }

    private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method().name(),
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                request.body() == null ? "" : request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    /** The first part of a body that is an error. */
    private static String start(InputStream body) {
        try {
            return new String(body.readNBytes(LARGEST_ERROR), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the status says enough
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) throws HttpException {
        throw new UnsupportedOperationException("answers are always streamed");
    }

    // ---- the builder of itself; deadlines are ours, not LangChain4j's

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
