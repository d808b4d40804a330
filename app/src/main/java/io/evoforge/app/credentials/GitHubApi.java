package io.evoforge.app.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A few requests to GitHub's REST API with one token. Redirects are not followed, because the token would travel with
 * them; each exchange has an overall deadline and a cap.
 */
final class GitHubApi {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client;
    private final URI base;
    private final Secret token;
    private final Duration deadline;

    /** An answer: status, headers by name, and the body as JSON, or a missing node if it is none. */
    record Answer(int status, HttpResponse<byte[]> response, JsonNode body) {
        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    GitHubApi(URI base, Secret token, Duration deadline) {
        this.base = base;
        this.token = token;
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Where the API of the host of {@code repository} is: GitHub's own, or below {@code /api/v3} of an Enterprise server. */
    static URI baseFor(RepositoryUrl repository) {
        URI uri = repository.uri();
        boolean gitHub =
                "github.com".equalsIgnoreCase(uri.getHost()) || "www.github.com".equalsIgnoreCase(uri.getHost());
        return gitHub
                ? URI.create("https://api.github.com")
                : URI.create(repository.scheme() + "://" + uri.getRawAuthority() + "/api/v3");
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends an empty object, which GitHub can only refuse as incomplete once it has let the token pass. */
    Answer postNothing(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "evoforge")
                .header("Authorization", "Bearer " + token.reveal());
    }

    private Answer send(HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), CappedBody.upTo(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response, json(response.body()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw unavailable("did not answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String detail = cause instanceof IOException && cause.getMessage() != null
                    ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                    : cause.getClass().getSimpleName();
            throw unavailable("could not be asked (" + detail + ")");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("could not be asked, because we were interrupted");
        }
    }

    private CredentialException unavailable(String what) {
        return new CredentialException(
                Reason.UNAVAILABLE,
                "GitHub at '" + base + "' " + what
                        + ". Check the network and the proxy, then run `evoforge credentials verify`.");
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
