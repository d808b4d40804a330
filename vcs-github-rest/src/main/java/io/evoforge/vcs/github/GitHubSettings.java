package io.evoforge.vcs.github;

import io.evoforge.core.credentials.RepositoryUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Which repository, and how patient we are.
 *
 * @param repository as people clone it; decides what credentials are asked for
 * @param apiUrl root of the REST interface, without a slash at its end; the only place credentials are sent to
 * @param deadline for one request as a whole, from the connection to the last byte of the answer
 * @param maximumResponseBytes largest answer that is held, at least 1 KiB
 * @param maximumWait longest wait for a limit of GitHub's, before the call fails as rate limited
 * @param graphQl whether GitHub's GraphQL interface may be used for reading and for moving references; without it a commit
 *     costs two requests more
 */
public record GitHubSettings(
        RepositoryUrl repository,
        URI apiUrl,
        Duration deadline,
        int maximumResponseBytes,
        Duration maximumWait,
        boolean graphQl) {
    private static final int DEFAULT_RESPONSE_BYTES = 64 * 1024 * 1024;

    public GitHubSettings {
        String scheme = String.valueOf(apiUrl.getScheme()).toLowerCase(Locale.ROOT);
        String host = apiUrl.getHost();
        if (host == null || !(scheme.equals("https") || (scheme.equals("http") && isThisMachine(host)))) {
            throw new IllegalArgumentException("the address of GitHub's interface must be an https URL such as"
                    + " https://api.github.com, because the token is sent there; http is taken for this machine only");
        }
        if (apiUrl.getRawUserInfo() != null || apiUrl.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "the address of GitHub's interface has neither user information nor a query");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline of a request must be above 0 but was " + deadline);
        }
        if (maximumResponseBytes < 1024) {
            throw new IllegalArgumentException(
                    "the largest answer must be at least 1024 bytes but was " + maximumResponseBytes);
        }
        if (maximumWait.isNegative()) {
            throw new IllegalArgumentException("the longest wait must not be negative but was " + maximumWait);
        }
        ownerAndName(repository);
    }

    /** The usual patience: 30 s for a request, 64 MiB for an answer, 1 hour for a limit, GraphQL allowed. */
    public static GitHubSettings of(RepositoryUrl repository) {
        return of(repository, defaultApiUrl(repository));
    }

    /** As {@link #of(RepositoryUrl)}, with the interface at another address, such as a gateway's. */
    public static GitHubSettings of(RepositoryUrl repository, URI apiUrl) {
        return new GitHubSettings(
                repository, apiUrl, Duration.ofSeconds(30), DEFAULT_RESPONSE_BYTES, Duration.ofHours(1), true);
    }

    /** The same with another deadline and cap. */
    public GitHubSettings bounded(Duration newDeadline, int newMaximumResponseBytes) {
        return new GitHubSettings(repository, apiUrl, newDeadline, newMaximumResponseBytes, maximumWait, graphQl);
    }

    /** The same without GraphQL. */
    public GitHubSettings withoutGraphQl() {
        return new GitHubSettings(repository, apiUrl, deadline, maximumResponseBytes, maximumWait, false);
    }

    /** The same with another longest wait. */
    public GitHubSettings waitingAtMost(Duration newMaximumWait) {
        return new GitHubSettings(repository, apiUrl, deadline, maximumResponseBytes, newMaximumWait, graphQl);
    }

    /**
     * Where GitHub has its interface for this repository: {@code https://api.github.com} for github.com, {@code
     * https://api.NAME.ghe.com} for GitHub Enterprise Cloud with data residency, otherwise {@code /api/v3} on the host of the
     * repository, as GitHub Enterprise Server has it.
     */
    public static URI defaultApiUrl(RepositoryUrl repository) {
        URI uri = repository.uri();
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals("github.com") || host.equals("www.github.com")) {
            return URI.create("https://api.github.com");
        }
        if (host.endsWith(".ghe.com")) {
            return URI.create("https://api." + host);
        }
        String port = uri.getPort() < 0 || repository.scheme().equals("ssh") ? "" : ":" + uri.getPort();
        String scheme = repository.scheme().equals("http") ? "http" : "https";
        return URI.create(scheme + "://" + host + port + "/api/v3");
    }

    /** {@code owner/name}. */
    String fullName() {
        return ownerAndName(repository);
    }

    String owner() {
        return fullName().substring(0, fullName().indexOf('/'));
    }

    String name() {
        return fullName().substring(fullName().indexOf('/') + 1);
    }

    URI graphQlUrl() {
        String root = apiUrl.toString();
        return URI.create(
                root.endsWith("/api/v3")
                        ? root.substring(0, root.length() - "/v3".length()) + "/graphql"
                        : root + "/graphql");
    }

    private static String ownerAndName(RepositoryUrl repository) {
        String path = String.valueOf(repository.uri().getPath())
                .replaceFirst("^/+", "")
                .replaceFirst("/+$", "");
        String[] parts = path.replaceFirst("\\.git$", "").split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("'" + repository.redacted() + "' names no repository on GitHub; write it"
                    + " as https://github.com/owner/name.git");
        }
        for (String part : parts) {
            if (!part.matches("[A-Za-z0-9_.-]{1,100}") || part.equals("..") || part.equals(".")) {
                throw new IllegalArgumentException(
                        "'" + repository.redacted() + "' names no repository on GitHub: owner"
                                + " and name have letters, digits, '.', '_' and '-' only");
            }
        }
        return parts[0] + "/" + parts[1];
    }

    private static boolean isThisMachine(String host) {
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
    }
}
