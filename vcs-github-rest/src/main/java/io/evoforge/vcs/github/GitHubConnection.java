package io.evoforge.vcs.github;

import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.vcs.hosting.RequestBudget;
import io.evoforge.vcs.hosting.RequestBudget.Quota;
import io.evoforge.vcs.hosting.RequestLimits;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
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
public final class GitHubConnection implements RequestLimits {
    private static final Logger LOG = LoggerFactory.getLogger(GitHubConnection.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final int LONGEST_CHAIN = 3;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Duration UNNAMED_LIMIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofDays(10_000);

    private final GitHubSettings settings;
    private final CredentialSource credentials;
    private final WriteBudget budget;
    private final Clock clock;
    private final Pause pause;
    private final BoundedHttp http;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private final Map<String, Quota> quotas = new ConcurrentSkipListMap<>();
    private volatile @Nullable String movedTo;

    /** By how much GitHub's clock is ahead of ours. */
    private volatile Duration ahead = Duration.ZERO;

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

    @Override
    public RequestBudget budget() {
        Instant now = clock.instant();
        return new RequestBudget(
                requests.get(),
                limited.get(),
                quotas.values().stream()
                        .filter(quota -> quota.renewedAt().isAfter(now))
                        .toList(),
                budget.minute(),
                budget.hour(),
                budget.nextTurn(),
                budget.restUntil());
    }

    /**
     * What time it is at GitHub, by its last answer; by our clock before the first one. Dates of pull requests and checks are of that
     * time, and a clock of ours that is wrong must not make any of them late.
     */
    public Clock hostTime() {
        return new HostTime(clock, () -> ahead);
    }

    /** The header has whole seconds, and an answer was on its way for a while. */
    private void noteTime(Instant there) {
        Duration difference = Duration.between(clock.instant(), there);
        ahead = difference.abs().compareTo(WORTH_TELLING) < 0 ? Duration.ZERO : difference;
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
     * @param patience the longest rest that GitHub may want, all in all
     * @return any answer but a redirect or a limit
     * @throws GitHubFault if there is no whole answer, or a limit outlasts our patience
     */
    ApiResponse send(ApiRequest request, Duration patience) {
        Duration waited = Duration.ZERO;
        Duration unnamed = UNNAMED_LIMIT;
        GitCredentials current = credentials();
        boolean refreshed = false;
        while (true) {
            awaitTurn(request, patience);
            ApiResponse response = follow(request, current);
            noteQuota(response);
            response.header("date").flatMap(GitHubConnection::date).ifPresent(this::noteTime);
            if (response.status() == 401 && !refreshed) {
                refreshed = true;
                Optional<GitCredentials> newer = refresh(current);
                if (newer.isPresent()) {
                    current = newer.get();
                    continue;
                }
            }
            if (!isLimit(request, response)) {
                return response;
            }
            limited.incrementAndGet();
            Optional<Duration> named = restWanted(response);
            Duration wait = named.orElse(unnamed);
            if (named.isEmpty()) {
                unnamed = unnamed.multipliedBy(2); // going on at the same pace may get an account banned
            }
            waited = waited.plus(wait);
            boolean isTooLong = waited.compareTo(patience) > 0;
            if (!isTooLong || waited.compareTo(settings.maximumWait()) <= 0) {
                budget.rest(clock.instant().plus(wait));
            }
            if (isTooLong) {
                throw tooLong(response.status(), GitHubErrors.words(response), wait, patience);
            }
            LOG.info("GitHub asks us to slow down; waiting {} s", wait.toSeconds());
        }
    }

    private boolean isLimit(ApiRequest request, ApiResponse response) {
        return GitHubErrors.isLimit(response)
                || (request.uri().equals(settings.graphQlUrl()) && GitHubErrors.isGraphQlLimit(response));
    }

    private static GitHubFault tooLong(int status, String words, Duration wait, Duration patience) {
        return new GitHubFault(
                GitHubFault.Kind.RATE_LIMITED,
                status,
                words,
                "GitHub wants " + wait.toSeconds() + " s of rest, which is longer than the patience of "
                        + patience.toSeconds() + " s for this request. It is tried again later; nothing is lost.",
                null);
    }

    private void awaitTurn(ApiRequest request, Duration patience) {
        try {
            awaitRest(patience);
            if (request.isWrite()) {
                noteWait(Duration.between(clock.instant(), budget.nextTurn()));
                budget.await();
                awaitRest(patience); // another thread may have met a limit meanwhile
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

    private void awaitRest(Duration patience) throws InterruptedException {
        Instant until = budget.restUntil();
        if (until == null) {
            return;
        }
        Duration wait = Duration.between(clock.instant(), until);
        if (wait.compareTo(patience) > 0) {
            throw tooLong(0, "GitHub asked for a rest until " + until, wait, patience);
        }
        budget.awaitRest(pause);
    }

    private ApiResponse follow(ApiRequest request, GitCredentials current) {
        ApiRequest next = request.to(moved(request.uri()));
        for (int hop = 0; hop <= LONGEST_CHAIN; hop++) {
            requests.incrementAndGet();
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

    /** How long GitHub wants us to wait, by its own clock where it tells the time; empty if it does not say. */
    private Optional<Duration> restWanted(ApiResponse response) {
        Instant now = response.header("date").flatMap(GitHubConnection::date).orElseGet(clock::instant);
        Optional<Duration> wanted = response.header("retry-after")
                .flatMap(GitHubConnection::number)
                .map(GitHubConnection::seconds)
                .or(() -> response.header("retry-after")
                        .flatMap(GitHubConnection::date)
                        .map(at -> Duration.between(now, at)));
        if (wanted.isEmpty()
                && response.header("x-ratelimit-remaining").filter("0"::equals).isPresent()) {
            wanted = response.header("x-ratelimit-reset")
                    .flatMap(GitHubConnection::number)
                    .map(at -> seconds(at - now.getEpochSecond()));
        }
        return wanted.map(wait -> wait.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : wait);
    }

    /** Within what a clock can count; whoever wants more wants too much in any case. */
    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_REST.toSeconds())));
    }

    /** Whether the repository was met under another name than the configured one. */
    boolean isMoved() {
        return movedTo != null;
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

    private void noteQuota(ApiResponse response) {
        Optional<Long> left = response.header("x-ratelimit-remaining").flatMap(GitHubConnection::number);
        Optional<Long> limit = response.header("x-ratelimit-limit").flatMap(GitHubConnection::number);
        Optional<Long> reset = response.header("x-ratelimit-reset").flatMap(GitHubConnection::number);
        if (left.isPresent() && limit.isPresent() && reset.isPresent()) {
            String resource = response.header("x-ratelimit-resource").orElse("core");
            Instant now =
                    response.header("date").flatMap(GitHubConnection::date).orElseGet(clock::instant);
            Instant renewedAt = clock.instant().plus(seconds(reset.get() - now.getEpochSecond()));
            quotas.put(resource, new Quota(resource, left.get(), limit.get(), renewedAt));
        }
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
