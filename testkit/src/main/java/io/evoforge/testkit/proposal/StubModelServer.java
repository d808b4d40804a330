package io.evoforge.testkit.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model's provider on loopback, in its real wire format: it checks key, model and the form of a request as the real one
 * does, and streams what a script tells it to. Costs nothing and says the same every time.
 */
public final class StubModelServer implements AutoCloseable {
    /** The one key that is accepted. */
    public static final String KEY = "sk-stub-0123456789abcdefghijklmnop";

    /** The one model that is known. */
    public static final String MODEL = "stub-model";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelWire wire;
    private final Function<ModelQuestion, ModelReaction> script;
    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger number = new AtomicInteger();
    private final List<ModelQuestion> questions = new CopyOnWriteArrayList<>();

    private StubModelServer(ModelWire wire, Function<ModelQuestion, ModelReaction> script, HttpServer server) {
        this.wire = wire;
        this.script = script;
        this.server = server;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "stub-model");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A server that reacts to each question by {@code script}. */
    public static StubModelServer start(ModelWire wire, Function<ModelQuestion, ModelReaction> script) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StubModelServer stub = new StubModelServer(wire, script, http);
            http.createContext("/", stub::handle);
            http.setExecutor(stub.threads);
            http.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of its interface. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + wire.basePath());
    }

    /** What was asked so far, refused requests included if they could be read. */
    public List<ModelQuestion> questions() {
        return List.copyOf(questions);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            ModelQuestion question = question(exchange, body);
            questions.add(question);
            ModelStream answer = new ModelStream(wire, question, exchange, closing);
            if (isRefused(exchange, body, question, answer)) {
                return;
            }
            script.apply(question).play(answer);
        } catch (IOException e) {
            // The client hung up, or the script did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the real provider refuses before any model sees it. */
    private boolean isRefused(HttpExchange exchange, JsonNode body, ModelQuestion question, ModelStream answer)
            throws IOException {
        if (!exchange.getRequestURI().getPath().equals(wire.path())) {
            answer.failure(404, "not_found_error", "no such path", Map.of());
        } else if (wire != ModelWire.OLLAMA && !KEY.equals(key(question))) {
            answer.failure(401, "authentication_error", "invalid key", Map.of());
        } else if (wire == ModelWire.ANTHROPIC
                && (question.maximumTokens() < 1 || !question.headers().containsKey("anthropic-version"))) {
            answer.failure(400, "invalid_request_error", "max_tokens: Field required", Map.of());
        } else if (!question.model().equals(MODEL)) {
            answer.failure(404, "not_found_error", "model: " + question.model(), Map.of());
        } else if (!body.path("stream").asBoolean() || question.messages().isEmpty()) {
            answer.failure(400, "invalid_request_error", "this stub only streams", Map.of());
        } else {
            return false;
        }
        return true;
    }

    private String key(ModelQuestion question) {
        return wire == ModelWire.ANTHROPIC
                ? question.headers().getOrDefault("x-api-key", "")
                : question.headers().getOrDefault("authorization", "").replaceFirst("^Bearer ", "");
    }

    private ModelQuestion question(HttpExchange exchange, JsonNode body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        List<String> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            JsonNode content = message.path("content");
            messages.add(
                    content.isTextual()
                            ? content.asText()
                            : content.path(0).path("text").asText());
        }
        int maximum = body.path("max_tokens")
                .asInt(body.path("max_completion_tokens")
                        .asInt(body.path("options").path("num_predict").asInt()));
        return new ModelQuestion(
                number.incrementAndGet(), body.path("model").asText(), messages, maximum, headers, body.toString());
    }

    /** Ends all answers under way, and the server. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
