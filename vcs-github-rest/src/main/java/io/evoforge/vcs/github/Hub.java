package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.VersionControlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * The github-api library on our connection: every request of the library gets our credentials, limits, bounds and counting,
 * and its own waiting is off. An answer that is no success never reaches the library, so that its meaning is told in one
 * place.
 */
final class Hub implements GitHubConnector {
    private final GitHubConnection connection;
    private final GitHub gitHub;
    private @Nullable GHRepository repository;

    /** Something to be asked of the library. */
    @FunctionalInterface
    interface Question<T> {
        T ask(GHRepository repository) throws IOException;
    }

    Hub(GitHubConnection connection) {
        this.connection = connection;
        try {
            this.gitHub = new GitHubBuilder()
                    .withEndpoint(connection.settings().apiUrl().toString())
                    .withConnector(this)
                    .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                    .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks, and says what the failure is if there is one.
     *
     * @throws GitHubFault as the connection, or for an answer that is no success
     */
    <T> T ask(Question<T> question) {
        try {
            return question.ask(repository());
        } catch (IOException | UncheckedIOException e) {
            throw faultIn(e);
        } catch (RuntimeException e) {
            throw faultIn(e);
        }
    }

    private synchronized GHRepository repository() throws IOException {
        GHRepository known = repository;
        if (known == null) {
            known = gitHub.getRepository(connection.settings().fullName());
            repository = known;
        }
        return known;
    }

    private static RuntimeException faultIn(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof GitHubFault fault) {
                return fault;
            }
            if (t instanceof VersionControlException known) {
                return known;
            }
        }
        return new GitHubFault(GitHubFault.Kind.PROTOCOL, 0, "an answer that was not understood", e);
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        byte[] body = null;
        if (request.hasBody()) {
            try (InputStream in = request.body()) {
                body = in.readAllBytes();
            }
        }
        Map<String, String> headers = new HashMap<>();
        request.allHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        headers.keySet()
                .removeIf(name -> name.equalsIgnoreCase("authorization")
                        || name.equalsIgnoreCase("content-length")
                        || name.equalsIgnoreCase("accept-encoding"));
        headers.put("User-Agent", "evoforge");
        boolean write = !request.method().equals("GET");
        ApiResponse response;
        try {
            response = connection.send(
                    new ApiRequest(
                            request.method(), java.net.URI.create(request.url().toString()), body, headers, write),
                    connection.settings().maximumWait());
            if (!response.isSuccess()) {
                throw GitHubErrors.of(response);
            }
        } catch (GitHubFault e) {
            throw new IOException(e.words(), e);
        }
        return new Answer(request, response);
    }

    /** A whole answer for the library. */
    private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {
        private final byte[] body;

        Answer(GitHubConnectorRequest request, ApiResponse response) {
            super(request, response.status(), headers(response));
            this.body = response.body();
        }

        private static Map<String, List<String>> headers(ApiResponse response) {
            return new HashMap<>(response.headers());
        }

        @Override
        protected InputStream rawBodyStream() {
            return new java.io.ByteArrayInputStream(body);
        }
    }
}
