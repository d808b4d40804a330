package io.evoforge.testkit.versioncontrol;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.evoforge.core.credentials.RepositoryUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real git server on the loopback address: {@code git http-backend} behind an HTTP server that counts the requests,
 * wants a name and a password, and does wrong what it is told to.
 *
 * <p>Serves the bare repositories below one directory at {@code http://127.0.0.1:PORT/NAME.git}.
 */
public final class SmartHttpGitServer implements AutoCloseable {
    private static final int DRIBBLE_MILLIS = 50;

    private final Path root;
    private final String username;
    private final String scheme;
    private final HttpServer server;
    private final Relay relay;
    private final ExecutorService executor;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new ArrayList<>();
    private final Map<Integer, HttpFault> faults = new HashMap<>();
    private String password;
    private @Nullable String passwordAfterPush;
    private int strangers;

    /**
     * A request the server has seen.
     *
     * @param method GET or POST
     * @param path with the query
     * @param authorized whether it brought the right name and password
     */
    public record Request(String method, String path, boolean authorized) {}

    private SmartHttpGitServer(Path root, String username, String password, @Nullable SSLContext tls)
            throws IOException {
        this.root = root;
        this.username = username;
        this.password = password;
        this.scheme = tls == null ? "http" : "https";
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            this.server = HttpServer.create(address, 0);
        } else {
            HttpsServer encrypting = HttpsServer.create(address, 0);
            encrypting.setHttpsConfigurator(new HttpsConfigurator(tls));
            this.server = encrypting;
        }
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "git-test-server");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
        this.relay = Relay.to(server.getAddress().getPort());
    }

    /** Serves the repositories below {@code root} to who knows the name and the password. */
    public static SmartHttpGitServer start(Path root, String username, String password) {
        try {
            return new SmartHttpGitServer(root, username, password, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start}, encrypted with the certificate that {@code tls} has; the URLs begin with {@code https}. */
    public static SmartHttpGitServer startEncrypted(Path root, String username, String password, SSLContext tls) {
        try {
            return new SmartHttpGitServer(root, username, password, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the repository in the directory {@code name} is. */
    public RepositoryUrl url(String name) {
        return new RepositoryUrl(scheme + "://127.0.0.1:" + port() + "/" + name);
    }

    /** What was asked since the start or the last {@link #forget}, in order. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the requests and the faults. */
    public synchronized void forget() {
        requests.clear();
        faults.clear();
        strangers = 0;
    }

    /** The request with this number, counted from 0 since the start or the last {@link #forget}, goes wrong. */
    public synchronized void failRequest(int number, HttpFault fault) {
        faults.put(number, fault);
    }

    /** From now on the server wants {@code value}, as after a token was revoked or exchanged. */
    public synchronized void changePassword(String value) {
        password = value;
    }

    /** As {@link #changePassword}, once the server has received the next push. */
    public synchronized void changePasswordAfterPush(String value) {
        passwordAfterPush = value;
    }

    /** How many requests brought the password to where a redirect had pointed. */
    public synchronized int passwordsSentToStrangers() {
        return strangers;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpFault fault = note(exchange);
            if (exchange.getRequestURI().getPath().startsWith("/stranger/")) {
                answer(exchange, 404, "text/plain", "nothing here".getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (fault != null && !fault.processes()) {
                spoil(exchange, fault, null);
                return;
            }
            if (!isAuthorized(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                answer(exchange, 401, "text/plain", new byte[0]);
                return;
            }
            Answer answer = backend(exchange, body);
            rotate(exchange);
            if (fault == null) {
                answer(exchange, answer.status, answer.type, answer.body());
            } else {
                spoil(exchange, fault, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable HttpFault note(HttpExchange exchange) {
        boolean authorized = isAuthorized(exchange);
        if (exchange.getRequestURI().getPath().startsWith("/stranger/") && authorized) {
            strangers++;
        }
        HttpFault fault = faults.get(requests.size());
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), authorized));
        return fault;
    }

    private synchronized void rotate(HttpExchange exchange) {
        if (passwordAfterPush != null
                && exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().endsWith("/git-receive-pack")) {
            password = passwordAfterPush;
            passwordAfterPush = null;
        }
    }

    private synchronized boolean isAuthorized(HttpExchange exchange) {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void spoil(HttpExchange exchange, HttpFault fault, @Nullable Answer answer)
            throws IOException, InterruptedException {
        URI uri = exchange.getRequestURI();
        byte[] page = "<html><body>Please log in</body></html>".getBytes(StandardCharsets.UTF_8);
        switch (fault) {
            case DROP_BEFORE, DROP_AFTER -> {
                // closing the exchange without an answer closes the connection
            }
            case RESET_BEFORE, RESET_AFTER ->
                relay.reset(exchange.getRemoteAddress().getPort());
            case STATUS_401 -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                answer(exchange, 401, "text/plain", new byte[0]);
            }
            case STATUS_403 -> answer(exchange, 403, "text/plain", echo(exchange));
            case STATUS_404 -> answer(exchange, 404, "text/plain", echo(exchange));
            case STATUS_429 -> {
                exchange.getResponseHeaders().set("Retry-After", "60");
                answer(exchange, 429, "text/plain", new byte[0]);
            }
            case STATUS_500 -> answer(exchange, 500, "text/plain", echo(exchange));
            case STATUS_502_AFTER -> answer(exchange, 502, "text/html", page);
            case STATUS_503 -> answer(exchange, 503, "text/plain", new byte[0]);
            case SILENCE, SILENCE_AFTER -> closing.await();
            case REDIRECT_HOST -> redirect(exchange, "http://localhost:" + port() + "/stranger" + uri);
            case REDIRECT_PORT -> redirect(exchange, "http://127.0.0.1:" + (port() ^ 1) + "/stranger" + uri);
            case HTML, HTML_AFTER -> answer(exchange, 200, "text/html; charset=utf-8", page);
            case GARBAGE ->
                answer(exchange, 200, typeFor(uri), "zzzz this is no packet".getBytes(StandardCharsets.UTF_8));
            case DRIBBLE -> dribble(exchange, typeFor(uri), "0000".getBytes(StandardCharsets.UTF_8));
            case FLOOD -> flood(exchange, typeFor(uri));
            case TRUNCATE -> truncate(exchange, body(answer));
            case DRIBBLE_AFTER ->
                dribble(exchange, body(answer).type, body(answer).body());
        }
    }

    private static Answer body(@Nullable Answer answer) {
        if (answer == null) {
            throw new IllegalStateException("this fault needs an answer to spoil");
        }
        return answer;
    }

    private int port() {
        return relay.port();
    }

    /** What a careless server says: it repeats what it was sent. */
    private static byte[] echo(HttpExchange exchange) {
        return ("denied for " + exchange.getRequestHeaders().getFirst("Authorization"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String typeFor(URI uri) {
        String service = uri.toString().contains("git-receive-pack") ? "git-receive-pack" : "git-upload-pack";
        return "application/x-" + service + (uri.getPath().endsWith("/info/refs") ? "-advertisement" : "-result");
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 302 : 307, -1);
    }

    private static void truncate(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.type);
        exchange.sendResponseHeaders(answer.status, answer.body().length);
        exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
        exchange.getResponseBody().flush();
    }

    /** Begins with the bytes of the answer and never ends. */
    private void dribble(HttpExchange exchange, String type, byte[] bytes) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length + 1_000_000L);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; !closing.await(DRIBBLE_MILLIS, TimeUnit.MILLISECONDS); i++) {
            out.write(i < bytes.length / 2 ? bytes[i] : '0');
            out.flush();
        }
    }

    private void flood(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        // packets that are well formed and say nothing
        byte[] packets = ("0032" + "0".repeat(40) + " x\n\n\n\n").repeat(1000).getBytes(StandardCharsets.UTF_8);
        while (closing.getCount() > 0) {
            exchange.getResponseBody().write(packets);
        }
    }

    /** What the backend said. */
    private static final class Answer {
        private int status = 200;
        private String type = "text/plain";
        private byte[] bytes = new byte[0];

        byte[] body() {
            return bytes;
        }
    }

    private Answer backend(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI uri = exchange.getRequestURI();
        Headers headers = exchange.getRequestHeaders();
        byte[] unpacked = "gzip".equals(headers.getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(GitProgram.environment());
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", username);
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", uri.getPath());
        environment.put("QUERY_STRING", uri.getRawQuery() == null ? "" : uri.getRawQuery());
        environment.put("CONTENT_LENGTH", Integer.toString(unpacked.length));
        putIfThere(environment, "CONTENT_TYPE", headers.getFirst("Content-Type"));
        putIfThere(environment, "GIT_PROTOCOL", headers.getFirst("Git-Protocol"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        Thread feeder = new Thread(() -> feed(process, unpacked), "git-test-server-feeder");
        feeder.setDaemon(true);
        feeder.start();
        Answer answer = parse(process.getInputStream());
        feeder.join();
        process.waitFor();
        return answer;
    }

    private static void putIfThere(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void feed(Process process, byte[] body) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(body);
        } catch (IOException e) {
            // the backend had heard enough
        }
    }

    private static Answer parse(InputStream output) throws IOException {
        Answer answer = new Answer();
        byte[] all = output.readAllBytes();
        int start = 0;
        while (start < all.length) {
            int end = start;
            while (end < all.length && all[end] != '\n') {
                end++;
            }
            String line = new String(all, start, end - start, StandardCharsets.UTF_8).strip();
            start = end + 1;
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith("Status:")) {
                answer.status = Integer.parseInt(line.substring(7).strip().substring(0, 3));
            } else if (line.startsWith("Content-Type:")) {
                answer.type = line.substring(13).strip();
            }
        }
        answer.bytes = Arrays.copyOfRange(all, Math.min(start, all.length), all.length);
        return answer;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        executor.shutdownNow();
        try {
            relay.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
