package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.GitHubAppTokens;
import io.evoforge.core.credentials.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the key of a GitHub App for tokens of its installation. A token is renewed five minutes before it ends. A fresh
 * one is not handed out before GitHub accepts it, because its servers learn of it one after the other.
 *
 * <p>Safe for use by several threads.
 */
public final class GitHubAppTokenExchange implements GitHubAppTokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final int MAXIMUM_BYTES = 1024 * 1024;
    private static final int PROBES = 6;

    private final @Nullable URI apiUrl;
    private final Clock clock;
    private final Pause pause;
    private final BoundedHttp http;
    private final Map<String, Token> tokens = new HashMap<>();

    private record Token(Secret secret, Instant renewAt) {}

    /**
     * An exchange that gives each request 30 s and asks GitHub where the repository's URL says it is.
     */
    public GitHubAppTokenExchange(Clock clock) {
        this(null, Duration.ofSeconds(30), clock, Pause.REAL);
    }

    /**
     * An exchange with everything chosen.
     *
     * @param apiUrl root of GitHub's REST interface, or null to derive it from the repository's URL
     * @param deadline for one request as a whole
     */
    public GitHubAppTokenExchange(@Nullable URI apiUrl, Duration deadline, Clock clock, Pause pause) {
        this.apiUrl = apiUrl;
        this.clock = clock;
        this.pause = pause;
        this.http = new BoundedHttp(deadline, MAXIMUM_BYTES);
    }

    @Override
    public synchronized Secret current(GitHubAppKey key) {
        Token known = tokens.get(nameOf(key));
        if (known != null && clock.instant().isBefore(known.renewAt())) {
            return known.secret();
        }
        Token fresh = exchange(key);
        tokens.put(nameOf(key), fresh);
        return fresh.secret();
    }

    @Override
    public synchronized Secret replace(GitHubAppKey key, Secret rejected) {
        Token known = tokens.get(nameOf(key));
        if (known != null && known.secret().reveal().equals(rejected.reveal())) {
            tokens.remove(nameOf(key));
        }
        return current(key);
    }

    private Token exchange(GitHubAppKey key) {
        GitHubSettings settings =
                apiUrl == null ? GitHubSettings.of(key.repository()) : GitHubSettings.of(key.repository(), apiUrl);
        URI url = URI.create(settings.apiUrl() + "/app/installations/" + key.installationId() + "/access_tokens");
        String claim = AppToken.sign(key, clock.instant());
        byte[] scope =
                ("{\"repositories\":[\"" + settings.name() + "\"]}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ApiResponse response = send(new ApiRequest("POST", url, scope, headers(claim), true), key);
        if (GitHubErrors.isLimit(response)) {
            throw unavailable(key, GitHubErrors.words(response), null);
        }
        if (response.status() == 401 || response.status() == 403) {
            throw new CredentialException(
                    CredentialException.Reason.DENIED,
                    "GitHub does not accept the key of App " + key.appId() + ": " + GitHubErrors.words(response)
                            + ". Check the App's id, its private key and this machine's clock.");
        }
        if (response.status() == 404 || response.status() == 422) {
            throw new CredentialException(
                    CredentialException.Reason.MISSING,
                    "App " + key.appId() + " has no installation " + key.installationId() + " on '"
                            + settings.fullName() + "': " + GitHubErrors.words(response)
                            + ". Install the App there, or correct the number of the installation.");
        }
        if (!response.isSuccess()) {
            throw unavailable(key, GitHubErrors.words(response), null);
        }
        Token token = read(response, key);
        awaitAccepted(settings, key, token);
        return token;
    }

    private Token read(ApiResponse response, GitHubAppKey key) {
        try {
            JsonNode json = JSON.readTree(response.body());
            String token = json.path("token").asText("");
            Instant ends = Instant.parse(json.path("expires_at").asText());
            if (!token.isEmpty()) {
                return new Token(new Secret(token), ends.minus(EARLY));
            }
        } catch (IOException | DateTimeException e) {
            throw unavailable(key, "an answer that is no token", null); // the cause might quote it
        }
        throw unavailable(key, "an answer without a token", null);
    }

    private void awaitAccepted(GitHubSettings settings, GitHubAppKey key, Token token) {
        URI url = URI.create(settings.apiUrl() + "/repos/" + settings.fullName());
        Duration rest = Duration.ofSeconds(1);
        for (int probe = 0; probe < PROBES; probe++) {
            int status = send(
                            new ApiRequest(
                                    "GET", url, null, headers(token.secret().reveal()), false),
                            key)
                    .status();
            if (status != 401 && status != 404) {
                return;
            }
            try {
                pause.pause(rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(key, "the waiting was cancelled", e);
            }
            rest = rest.multipliedBy(2);
        }
        throw new CredentialException(
                CredentialException.Reason.DENIED,
                "GitHub does not accept the fresh token of App " + key.appId() + " for '" + settings.fullName()
                        + "'. Give the installation access to this repository.");
    }

    private ApiResponse send(ApiRequest request, GitHubAppKey key) {
        try {
            return http.exchange(request);
        } catch (GitHubFault e) {
            throw unavailable(key, e.words(), e);
        }
    }

    private static CredentialException unavailable(GitHubAppKey key, String why, @Nullable Throwable cause) {
        return new CredentialException(
                CredentialException.Reason.UNAVAILABLE,
                "Cannot get a token for App " + key.appId() + " from GitHub: " + why
                        + ". It is tried again later; if this goes on, check the network.",
                cause);
    }

    private static Map<String, String> headers(String bearer) {
        return Map.of(
                "Authorization", "Bearer " + bearer,
                "Accept", "application/vnd.github+json",
                "Content-Type", "application/json",
                "User-Agent", "evoforge",
                "X-GitHub-Api-Version", "2022-11-28");
    }

    private static String nameOf(GitHubAppKey key) {
        return key.appId() + "/" + key.installationId() + "/" + key.repository().value();
    }
}
