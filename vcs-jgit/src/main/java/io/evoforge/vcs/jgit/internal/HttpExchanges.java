package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP requests of one conversation with the remote.
 *
 * <p>JGit asks for them here, so here is where they are kept in bounds: nothing goes to another origin than the
 * configured one, no redirect is followed, the credentials are sent with the first request instead of after a refusal,
 * and everything ends with the deadline. An answer that is not what git servers say never reaches JGit, which would ask
 * for a password, try again, or read an error page as a list of branches.
 */
final class HttpExchanges implements HttpConnectionFactory {
    private static final int MAXIMUM_ERROR_BYTES = 2000;

    private final Supplier<HttpClient> client;
    private final RepositoryUrl remote;
    private final @Nullable GitCredentials credentials;
    private final Deadline deadline;
    private final long maximumBytes;

    private @Nullable RemoteFault fault;
    private boolean sentData;

    HttpExchanges(
            Supplier<HttpClient> client,
            RepositoryUrl remote,
            @Nullable GitCredentials credentials,
            Deadline deadline,
            long maximumBytes) {
        this.client = client;
        this.remote = remote;
        this.credentials = credentials;
        this.deadline = deadline;
        this.maximumBytes = maximumBytes;
    }

    /** The first fault of this conversation, if there was one: JGit wraps, replaces and loses exceptions. */
    @Nullable
    RemoteFault fault() {
        return fault;
    }

    /** Whether the server may have acted: a request that can change something was sent. */
    boolean sentData() {
        return sentData;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        URI uri = URI.create(url.toString());
        if (!origin(uri).equals(origin(remote.uri()))) {
            throw failed(new RemoteFault(Reason.PROTOCOL, "a request to another host or port was prevented"));
        }
        return new Exchange(url, uri);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url); // the client knows the proxies of this JVM
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private RemoteFault failed(RemoteFault failure) {
        if (fault == null) {
            fault = failure;
        }
        return failure;
    }

    /** One request and its answer. */
    private final class Exchange implements HttpConnection {
        private final URL url;
        private final URI uri;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private String method = "GET";
        private @Nullable HttpResponse<InputStream> response;

        Exchange(URL url, URI uri) {
            this.url = url;
            this.uri = uri;
        }

        private HttpResponse<InputStream> response() throws IOException {
            if (response == null) {
                HttpResponse<InputStream> answer = send();
                HttpVerdict verdict = new HttpVerdict(uri, answer);
                Optional<RemoteFault> refusal = verdict.fault(() -> errorText(answer));
                if (refusal.isPresent()) {
                    answer.body().close();
                    throw failed(refusal.get());
                }
                response = answer;
            }
            return response;
        }

        private HttpResponse<InputStream> send() throws IOException {
            if (fault != null) {
                throw fault; // whatever JGit tries next, this conversation has ended
            }
            HttpRequest request = request();
            sentData |= method.equals("POST") && uri.getPath().endsWith("/git-receive-pack");
            CompletableFuture<HttpResponse<InputStream>> answer =
                    client.get().sendAsync(request, info -> new BoundedBody(deadline, maximumBytes));
            try {
                return answer.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw failed(new RemoteFault(Reason.UNREACHABLE, "there was no answer within " + deadline.allowed()));
            } catch (ExecutionException e) {
                throw failed(HttpVerdict.broken(e.getCause() == null ? e : e.getCause()));
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw failed(new RemoteFault(Reason.UNREACHABLE, "the call was interrupted"));
            }
        }

        private HttpRequest request() {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
            headers.forEach(builder::setHeader);
            if (credentials != null) {
                builder.setHeader("Authorization", basic(credentials));
            }
            return builder.method(
                            method,
                            method.equals("POST")
                                    ? HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())
                                    : HttpRequest.BodyPublishers.noBody())
                    .build();
        }

        private String errorText(HttpResponse<InputStream> answer) {
            try {
                byte[] text = answer.body().readNBytes(MAXIMUM_ERROR_BYTES);
                return Redaction.redact(new String(text, StandardCharsets.UTF_8), credentials);
            } catch (IOException e) {
                return ""; // the status alone must do
            }
        }

        @Override
        public int getResponseCode() throws IOException {
            return response().statusCode();
        }

        @Override
        public URL getURL() {
            return url;
        }

        @Override
        public String getResponseMessage() throws IOException {
            return Integer.toString(response().statusCode());
        }

        @Override
        public Map<String, List<String>> getHeaderFields() {
            return response == null ? Map.of() : response.headers().map();
        }

        @Override
        public void setRequestProperty(String key, String value) {
            if (!key.equalsIgnoreCase("Accept-Encoding")) { // a small answer must not unfold into a huge one
                headers.put(key, value);
            }
        }

        @Override
        public void setRequestMethod(String newMethod) {
            method = newMethod;
        }

        @Override
        public @Nullable String getContentType() {
            return getHeaderField("Content-Type");
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return response().body();
        }

        @Override
        public @Nullable String getHeaderField(String name) {
            return response == null ? null : response.headers().firstValue(name).orElse(null);
        }

        @Override
        public List<String> getHeaderFields(String name) {
            return response == null ? List.of() : response.headers().allValues(name);
        }

        @Override
        public int getContentLength() {
            return response == null
                    ? -1
                    : (int) response.headers()
                            .firstValueAsLong("Content-Length")
                            .orElse(-1);
        }

        @Override
        public OutputStream getOutputStream() {
            return body;
        }

        @Override
        public String getRequestMethod() {
            return method;
        }

        @Override
        public void connect() throws IOException {
            response();
        }

        @Override
        public boolean usingProxy() {
            return false;
        }

        @Override
        public void setUseCaches(boolean useCaches) {
            // there is no cache
        }

        @Override
        public void setConnectTimeout(int milliseconds) {
            // the deadline covers it
        }

        @Override
        public void setReadTimeout(int milliseconds) {
            // the deadline covers it
        }

        @Override
        public void setInstanceFollowRedirects(boolean follow) {
            // never
        }

        @Override
        public void setDoOutput(boolean output) {
            // the method says so
        }

        @Override
        public void setFixedLengthStreamingMode(int length) {
            // the body is sent when it is complete
        }

        @Override
        public void setChunkedStreamingMode(int length) {
            // the body is sent when it is complete
        }

        @Override
        public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new UnsupportedOperationException("certificates are checked as this JVM is set up to");
        }

        @Override
        public void setHostnameVerifier(HostnameVerifier verifier) {
            throw new UnsupportedOperationException("host names are always checked");
        }
    }

    private static String basic(GitCredentials credentials) {
        String token = credentials.token().reveal();
        // GitHub wants this name with the tokens of an App and takes any name with the others
        String user = token.startsWith("ghs_") ? "x-access-token" : credentials.username();
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8));
    }
}
