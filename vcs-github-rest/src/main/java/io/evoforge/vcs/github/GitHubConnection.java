package io.evoforge.vcs.github;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one repository on GitHub, shared by everything that uses it: adds credentials, keeps GitHub's limits, bounds
 * every request in time and size, follows a repository that was renamed, and counts.
 *
 * <p>Credentials go to the configured address and nowhere else. Nothing is logged but methods, paths and status codes.
 *
 * <p>Safe for use by several threads. Interrupting a thread ends its request or its waiting with an exception.
 */
public final class GitHubConnection {
    private static final Logger LOG = LoggerFactory.getLogger(GitHubConnection.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final int LONGEST_CHAIN = 3;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Duration UNNAMED_LIMIT = Duration.ofSeconds(60);

    private final GitHubSettings settings;
    private final CredentialSource credentials;
    private final WriteBudget budget;
    private final Clock clock;
    private final Pause pause;
    private final BoundedHttp http;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private volatile @Nullable Long remaining;
    private volatile @Nullable Instant blockedUntil;
    private volatile @Nullable String movedTo;

    /**
     * A connection that waits in earnest and has GitHub's usual budget for itself. Sends nothing yet.
     */
    public static GitHubConnection open(GitHubSettings settings, CredentialSource credentials, Clock clock) {
        return new GitHubConnection(settings, credentials, WriteBudget.ofGitHub(clock, Pause.REAL), clock, Pause.REAL);
    }

    /** A connection with a budget that it may share with others of the same account. Sends nothing yet. */
    public GitHubConnection(
            GitHubSettings settings, CredentialSource credentials, WriteBudget budget, Clock clock, Pause pause) {
        this.settings = settings;
        this.credentials = credentials;
        this.budget = budget;
        this.clock = clock;
        this.pause = pause;
        this.http = new BoundedHttp(settings.deadline(), settings.maximumResponseBytes());
    }

    /** What was asked so far, and what is awaited. */
    public GitHubUsage usage() {
        return new GitHubUsage(requests.get(), writes.get(), limited.get(), remaining, blockedUntil, budget.nextTurn());
    }

    GitHubSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    void pause(Duration duration) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitHubFault.lost("the call was cancelled while it waited", e);
        }
    }

    /**
     * Sends {@code request} with credentials, after whatever GitHub's limits make us wait for.
     *
     * @return any answer but a redirect or a limit
     * @throws GitHubFault if there is no whole answer, or a limit outlasts our patience
     */
    ApiResponse send(ApiRequest request) {
        Duration waited = Duration.ZERO;
        GitCredentials current = credentials();
        boolean refreshed = false;
        while (true) {
            awaitTurn(request);
            ApiResponse response = follow(request, current);
            response.header("x-ratelimit-remaining").ifPresent(this::noteRemaining);
            if (response.status() == 401 && !refreshed) {
                refreshed = true;
                Optional<GitCredentials> newer = refresh(current);
                if (newer.isPresent()) {
                    current = newer.get();
                    continue;
                }
            }
            if (!GitHubErrors.isLimit(response)) {
                return response;
            }
            limited.incrementAndGet();
            Duration wait = waitFor(response);
            waited = waited.plus(wait);
            if (waited.compareTo(settings.maximumWait()) > 0) {
                throw new GitHubFault(
                        GitHubFault.Kind.RATE_LIMITED,
                        response.status(),
                        GitHubErrors.words(response),
                        "GitHub wants " + wait.toSeconds()
                                + " s of rest, which is longer than the configured patience of "
                                + settings.maximumWait().toSeconds() + " s. It is tried again later; nothing is lost.",
                        null);
            }
            LOG.info("GitHub asks us to slow down; waiting {} s", wait.toSeconds());
            blockedUntil = later(blockedUntil, clock.instant().plus(wait));
        }
    }

    private void awaitTurn(ApiRequest request) {
        try {
            awaitLimit();
            if (request.isWrite()) {
                noteWait(Duration.between(clock.instant(), budget.nextTurn()));
                budget.await();
                awaitLimit(); // another thread may have met a limit meanwhile
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitHubFault.lost("the call was cancelled while it waited for its turn", e);
        }
    }

    /** A wait that a person would wonder about. */
    private static void noteWait(Duration wait) {
        if (wait.compareTo(WORTH_TELLING) > 0) {
            LOG.info("Keeping GitHub's limits; the next write is sent in {} s", wait.toSeconds());
        }
    }

    private void awaitLimit() throws InterruptedException {
        Instant until = blockedUntil;
        while (until != null && until.isAfter(clock.instant())) {
            pause.pause(Duration.between(clock.instant(), until));
            until = blockedUntil;
        }
        blockedUntil = null;
    }

    private ApiResponse follow(ApiRequest request, GitCredentials current) {
        ApiRequest next = request.to(moved(request.uri()));
        for (int hop = 0; hop <= LONGEST_CHAIN; hop++) {
            requests.incrementAndGet();
            if (request.isWrite()) {
                writes.incrementAndGet();
            }
            ApiResponse response = http.exchange(
                    next.with("Authorization", "Bearer " + current.token().reveal()));
            LOG.debug("{} -> {}", next, response.status());
            if (!REDIRECTS.contains(response.status())) {
                return response;
            }
            next = next.to(target(next.uri(), response));
        }
        throw new GitHubFault(
                GitHubFault.Kind.PROTOCOL, 0, "the answer was a redirect " + (LONGEST_CHAIN + 1) + " times", null);
    }

    /** Where a redirect leads, if that is GitHub's own interface. A renamed repository is remembered. */
    private URI target(URI from, ApiResponse response) {
        URI target;
        try {
            target = from.resolve(response.header("location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new GitHubFault(GitHubFault.Kind.PROTOCOL, response.status(), "a redirect without a target", e);
        }
        if (!origin(target).equals(origin(settings.apiUrl()))) {
            throw new GitHubFault(
                    GitHubFault.Kind.PROTOCOL,
                    response.status(),
                    "a redirect to another server, '" + origin(target) + "'",
                    "The credentials are not sent there. Configure the address of GitHub's interface that is meant.",
                    null);
        }
        String old = settings.apiUrl().getRawPath() + "/repos/" + settings.fullName();
        String rest = from.getRawPath().startsWith(old) ? from.getRawPath().substring(old.length()) : null;
        if (rest != null && target.getRawPath().endsWith(rest)) {
            String path = target.getRawPath();
            movedTo = path.substring(0, path.length() - rest.length());
            LOG.warn("The repository '{}' was renamed or moved; configure its new URL", settings.fullName());
        }
        return target;
    }

    private URI moved(URI uri) {
        String to = movedTo;
        String old = settings.apiUrl().getRawPath() + "/repos/" + settings.fullName();
        if (to == null || !uri.getRawPath().startsWith(old)) {
            return uri;
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(origin(uri) + to + uri.getRawPath().substring(old.length()) + query);
    }

    private static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    /** How long GitHub wants us to wait, by its own clock where it tells the time. */
    private Duration waitFor(ApiResponse response) {
        Optional<Long> seconds = response.header("retry-after").flatMap(GitHubConnection::number);
        if (seconds.isPresent()) {
            return Duration.ofSeconds(Math.max(1, seconds.get()));
        }
        Instant now = response.header("date").flatMap(GitHubConnection::date).orElseGet(clock::instant);
        Optional<Instant> after = response.header("retry-after").flatMap(GitHubConnection::date);
        if (after.isEmpty()
                && response.header("x-ratelimit-remaining").filter("0"::equals).isPresent()) {
            after = response.header("x-ratelimit-reset")
                    .flatMap(GitHubConnection::number)
                    .map(Instant::ofEpochSecond);
        }
        return after.map(at -> Duration.between(now, at))
                .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0)
                .orElse(after.isPresent() ? Duration.ofSeconds(1) : UNNAMED_LIMIT);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void noteRemaining(String value) {
        number(value).ifPresent(left -> remaining = left);
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }

    private GitCredentials credentials() {
        try {
            return credentials
                    .find(settings.repository())
                    .map(this::ours)
                    .orElseThrow(() -> new GitHubFault(
                            GitHubFault.Kind.UNAUTHENTICATED,
                            0,
                            "authentication required: no credentials are configured for '"
                                    + settings.repository().redacted() + "'",
                            "Run `evoforge credentials setup`.",
                            null));
        } catch (CredentialException e) {
            throw unusable(e);
        }
    }

    private Optional<GitCredentials> refresh(GitCredentials rejected) {
        try {
            return credentials.refresh(rejected).map(this::ours);
        } catch (CredentialException e) {
            throw unusable(e);
        }
    }

    /** A source may be anybody's: what it hands out for another repository must not reach this one's host. */
    private GitCredentials ours(GitCredentials found) {
        if (found.repository().isSameRepositoryAs(settings.repository())) {
            return found;
        }
        throw new GitHubFault(
                GitHubFault.Kind.UNAUTHENTICATED,
                0,
                "the credentials are for '" + found.repository().redacted() + "' and are not sent for '"
                        + settings.repository().redacted() + "'",
                "Configure those of this repository.",
                null);
    }

    private static GitHubFault unusable(CredentialException e) {
        GitHubFault.Kind kind = e.isRetryable() ? GitHubFault.Kind.NOT_VISIBLE_YET : GitHubFault.Kind.UNAUTHENTICATED;
        String words = e.getMessage() == null ? "the credentials cannot be read" : e.getMessage();
        return new GitHubFault(kind, 0, words, e);
    }
}
