package io.evoforge.vcs.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.BranchName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitHub's interfaces as JSON in and JSON out. */
final class GitHubApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ATTEMPTS = 4;
    private static final String ACCEPT = "application/vnd.github+json";
    private static final String RAW = "application/vnd.github.raw+json";

    private final GitHubConnection connection;
    private final Duration patience;

    /** What may be done when the answer to a request is lost. */
    enum Repeat {
        /** Ask again: a second time has no further effect. */
        SAFE,
        /** Let the caller find out what happened. */
        UNSAFE
    }

    GitHubApi(GitHubConnection connection) {
        this(connection, connection.settings().maximumWait());
    }

    /** With a {@code patience} of its own for what GitHub's limits make us wait for. */
    GitHubApi(GitHubConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The part of a path that {@code text} is, with slashes kept. */
    static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    JsonNode get(String path) {
        return json(answer("GET", path, null, Repeat.SAFE, ACCEPT));
    }

    ApiResponse page(String path) {
        return answer("GET", path, null, Repeat.SAFE, ACCEPT);
    }

    JsonNode json(ApiResponse response) {
        if (response.body().length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode json = JSON.readTree(response.body());
            if (json.isObject() || json.isArray()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new GitHubFault(GitHubFault.Kind.SERVER_ERROR, response.status(), "an answer that is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new GitHubFault(
                GitHubFault.Kind.SERVER_ERROR, response.status(), "an answer that is no JSON object", null);
    }

    /** Empty if there is no such thing. */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (GitHubFault e) {
            if (e.kind() == GitHubFault.Kind.NOT_FOUND || e.kind() == GitHubFault.Kind.EMPTY_REPOSITORY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * A branch; empty if there is none.
     *
     * @throws GitHubFault also if we may not see the repository any more, which GitHub answers alike
     */
    Optional<JsonNode> branch(BranchName branch) {
        Optional<JsonNode> found = find("/branches/" + quoted(branch.value()));
        if (found.isEmpty()) {
            get("");
        }
        return found;
    }

    byte[] bytes(String path) {
        return answer("GET", path, null, Repeat.SAFE, RAW).body();
    }

    JsonNode send(String method, String path, JsonNode body, Repeat repeat) {
        return json(answer(method, path, body, repeat, ACCEPT));
    }

    /**
     * Carries out a GraphQL document.
     *
     * @param document constant text; everything else goes in {@code variables}
     * @return its {@code data}
     */
    JsonNode graphQl(String document, Map<String, ?> variables, Repeat repeat) {
        ObjectNode body = JSON.createObjectNode();
        body.put("query", document);
        body.set("variables", JSON.valueToTree(variables));
        boolean mutation = document.startsWith("mutation");
        ApiRequest request = request("POST", connection.settings().graphQlUrl(), body, ACCEPT, mutation);
        JsonNode reply = json(attempt(request, repeat));
        if (!reply.path("errors").isEmpty()) {
            throw GitHubErrors.ofGraphQl(reply.path("errors").get(0));
        }
        if (!reply.path("data").isObject()) {
            throw new GitHubFault(GitHubFault.Kind.SERVER_ERROR, 200, "a GraphQL answer without data", null);
        }
        return reply.path("data");
    }

    private ApiResponse answer(String method, String path, @Nullable JsonNode body, Repeat repeat, String accept) {
        String url = connection.settings().apiUrl() + "/repos/"
                + connection.settings().fullName() + path;
        return attempt(request(method, URI.create(url), body, accept, !method.equals("GET")), repeat);
    }

    private ApiRequest request(String method, URI uri, @Nullable JsonNode body, String accept, boolean write) {
        Map<String, String> headers = Map.of(
                "Accept", accept,
                "Content-Type", "application/json",
                "User-Agent", "evoforge",
                "X-GitHub-Api-Version", "2022-11-28");
        byte[] bytes = null;
        if (body != null) {
            try {
                bytes = JSON.writeValueAsBytes(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new ApiRequest(method, uri, bytes, headers, write);
    }

    private ApiResponse attempt(ApiRequest request, Repeat repeat) {
        Duration rest = Duration.ofSeconds(1);
        for (int attempt = 1; ; attempt++) {
            GitHubFault fault;
            try {
                ApiResponse response = connection.send(request, patience);
                if (response.isSuccess()) {
                    return response;
                }
                fault = GitHubErrors.of(response);
            } catch (GitHubFault e) {
                fault = e;
            }
            boolean mayRepeat =
                    fault.kind() == GitHubFault.Kind.NOT_VISIBLE_YET || (fault.isAmbiguous() && repeat == Repeat.SAFE);
            if (!mayRepeat || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                throw fault;
            }
            connection.pause(rest);
            rest = rest.multipliedBy(2);
        }
    }
}
