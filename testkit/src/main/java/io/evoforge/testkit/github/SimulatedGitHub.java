package io.evoforge.testkit.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GitHub of one's own, to test against: REST, GraphQL and git over HTTP on a free port of this machine, in front of real
 * bare repositories. It keeps state, answers with GitHub's status codes and messages, checks request bodies against GitHub's
 * published schema, and breaks where the {@linkplain #faults() script} says so.
 *
 * <p>A request it does not know is answered with 501, printed, and makes {@link #close} fail: a test shall not pass on an
 * answer that nobody thought about.
 *
 * <p>Safe for use by several threads; requests are carried out one after the other.
 */
public final class SimulatedGitHub implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRANSFORMER = "simulated-github";

    private final Path directory;
    private final Clock clock;
    private final String apiPrefix;
    private final Object lock = new Object();
    private final Router router = new Router();
    private final RequestSchemas schemas = RequestSchemas.load();
    private final RequestLog log = new RequestLog();
    private final FaultScript faults = new FaultScript();
    private final RateLimits rateLimits;
    private final Accounts accounts;
    private final Map<String, SimulatedRepository> byName = new HashMap<>();
    private final Map<Integer, SimulatedRepository> byId = new LinkedHashMap<>();
    private final List<String> unknown = Collections.synchronizedList(new ArrayList<>());
    private final WireMockServer server;
    private volatile Duration latency = Duration.ZERO;

    private SimulatedGitHub(Path directory, Clock clock, String apiPrefix) {
        this.directory = directory;
        this.clock = clock;
        this.apiPrefix = apiPrefix;
        this.rateLimits = new RateLimits(clock);
        this.accounts = new Accounts(clock);
        RepositoryRoutes.addTo(router);
        GitDataRoutes.addTo(router);
        HistoryRoutes.addTo(router);
        ContentsRoutes.addTo(router);
        PullRoutes.addTo(router);
        CheckRoutes.addTo(router);
        ReleaseRoutes.addTo(router);
        AppRoutes.addTo(router);
        GraphQlRoutes.addTo(router);
        this.server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .disableRequestJournal()
                .jettyStopTimeout(100L)
                .extensions(new Transformer()));
        server.start();
        server.stubFor(
                WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse().withTransformers(TRANSFORMER)));
    }

    /**
     * Starts one that looks like github.com's API, which is at the root of its host.
     *
     * @param directory where the bare repositories go; has to exist
     * @param clock what time it is on GitHub
     */
    public static SimulatedGitHub start(Path directory, Clock clock) {
        return new SimulatedGitHub(directory, clock, "");
    }

    /** Starts one that looks like GitHub Enterprise Server, whose API is below {@code /api/v3}. */
    public static SimulatedGitHub startEnterprise(Path directory, Clock clock) {
        return new SimulatedGitHub(directory, clock, "/api/v3");
    }

    /** Root of the REST interface, without a slash at its end. */
    public URI apiUrl() {
        return URI.create(origin() + apiPrefix);
    }

    /** What clones are made from, and pushed to, with git's own protocol over HTTP and any of the tokens. */
    public URI repositoryUrl(SimulatedRepository repository) {
        return URI.create(origin() + "/" + repository.fullName() + ".git");
    }

    /** Makes an empty repository whose default branch is {@code main}. */
    public SimulatedRepository createRepository(String owner, String name) {
        synchronized (lock) {
            int id = byId.size() + 1;
            GitStore store = GitStore.create(directory.resolve("github-" + id + "-" + name + ".git"), "main");
            SimulatedRepository repository = new SimulatedRepository(id, owner, name, "main", store, lock);
            byId.put(id, repository);
            byName.put(key(owner, name), repository);
            return repository;
        }
    }

    /** Tokens and Apps. */
    public Accounts accounts() {
        return accounts;
    }

    /** What goes wrong. */
    public FaultScript faults() {
        return faults;
    }

    /** What was asked. */
    public RequestLog requests() {
        return log;
    }

    /** The limits it enforces. */
    public RateLimits rateLimits() {
        return rateLimits;
    }

    /** From now on every answer takes at least so long. */
    public void setLatency(Duration latency) {
        this.latency = latency;
    }

    /** Requests that it did not know, each as method and path. */
    public List<String> unknownRequests() {
        synchronized (unknown) {
            return List.copyOf(unknown);
        }
    }

    /**
     * Stops it. The repositories stay on disk.
     *
     * @throws AssertionError if there was a request that it does not know
     */
    @Override
    public void close() {
        server.stop();
        synchronized (lock) {
            byId.values().forEach(repository -> repository.store().close());
        }
        if (!unknown.isEmpty()) {
            throw new AssertionError("the simulated GitHub was asked what it does not know: " + unknownRequests()
                    + "; add a route for it, or do not ask");
        }
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    Clock clock() {
        return clock;
    }

    @Nullable
    SimulatedRepository byId(int id) {
        return byId.get(id);
    }

    /** By the name that a repository has now, or else by the one that it was made with. */
    @Nullable
    SimulatedRepository byName(String owner, String name) {
        return byId.values().stream()
                .filter(repository -> key(repository.owner(), repository.name()).equals(key(owner, name)))
                .findFirst()
                .orElseGet(() -> byName.get(key(owner, name)));
    }

    @Nullable
    SimulatedRepository byNodeId(String nodeId) {
        return byId.values().stream()
                .filter(repository -> repository.nodeId().equals(nodeId))
                .findFirst()
                .orElse(null);
    }

    List<SimulatedRepository> repositories() {
        return List.copyOf(byId.values());
    }

    private static String key(String owner, String name) {
        return (owner + "/" + name).toLowerCase(Locale.ROOT);
    }

    private final class Transformer implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest());
        }

        @Override
        public String getName() {
            return TRANSFORMER;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }

    private ResponseDefinition answer(Request request) {
        synchronized (lock) {
            Incoming incoming = read(request);
            Optional<Fault> fault = faults.take(incoming.received);
            boolean unprocessed = fault.isPresent() && !fault.get().isAfterProcessing();
            Reply reply = unprocessed ? null : process(incoming, request.getBody());
            ResponseDefinitionBuilder response = fault.map(f -> FaultResponses.of(f, reply))
                    .orElseGet(() -> FaultResponses.plain(reply == null ? Reply.empty(500) : reply));
            if (!latency.isZero() && fault.map(f -> f.duration().isZero()).orElse(true)) {
                response.withFixedDelay((int) latency.toMillis());
            }
            response.withHeader(
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
            ResponseDefinition answer = response.build();
            int status = answer.getFault() == null ? answer.getStatus() : 0;
            ReceivedRequest r = incoming.received;
            log.add(new ReceivedRequest(r.number(), r.method(), r.path(), r.route(), r.headers(), r.body(), status));
            return answer;
        }
    }

    private record Incoming(ReceivedRequest received, Router.@Nullable Match match, Map<String, String> query) {}

    private Incoming read(Request request) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        String method = request.getMethod().value();
        Map<String, String> headers = new LinkedHashMap<>();
        for (var header : request.getHeaders().all()) {
            headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue());
        }
        if (GitTransport.isFor(path)) {
            String route = GitTransport.route(method, path);
            return new Incoming(
                    new ReceivedRequest(log.nextNumber(), method, path, route, headers, "", 0),
                    null,
                    question < 0 ? Map.of() : query(url.substring(question + 1)));
        }
        String below = pathBelowPrefix(path);
        Router.Match match = below == null ? null : router.find(method, below).orElse(null);
        String shown = below == null ? path : below;
        String route = match == null ? method + " " + shown : match.template();
        ReceivedRequest received =
                new ReceivedRequest(log.nextNumber(), method, shown, route, headers, request.getBodyAsString(), 0);
        return new Incoming(received, match, question < 0 ? Map.of() : query(url.substring(question + 1)));
    }

    private @Nullable String pathBelowPrefix(String path) {
        if (apiPrefix.isEmpty()) {
            return path;
        }
        if (path.equals("/api/graphql")) {
            return "/graphql";
        }
        return path.startsWith(apiPrefix + "/") ? path.substring(apiPrefix.length()) : null;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        Router.decode(pair.substring(0, equals)),
                        Router.decode(pair.substring(equals + 1).replace("+", "%20")));
            }
        }
        return query;
    }

    private Reply process(Incoming incoming, byte[] body) {
        ReceivedRequest received = incoming.received;
        if (GitTransport.isFor(received.path())) {
            return GitTransport.answer(this, received, incoming.query, body); // GitHub's limits do not count these
        }
        Router.Match match = incoming.match;
        if (match == null) {
            String text = received.method() + " " + received.path();
            unknown.add(text);
            System.err.println("the simulated GitHub does not know: " + text + "\n" + received.body());
            return new Refusal(501, "The simulated GitHub does not know " + text).reply();
        }
        Reply reply;
        String resource = received.path().equals("/graphql") ? RateLimits.GRAPHQL : RateLimits.CORE;
        try {
            rateLimits.count(resource, received.isWrite());
            reply = dispatch(incoming, match);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        }
        rateLimits.headers(resource).forEach(reply::withHeader);
        return reply.withHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private Reply dispatch(Incoming incoming, Router.Match match) {
        ReceivedRequest received = incoming.received;
        Account account = accounts.byHeader(received.headers().get("authorization"), received.path(), clock.instant());
        SimulatedRepository repository = repositoryOf(match.variables(), account);
        JsonNode body = parse(received.body());
        Exchange exchange = new Exchange(
                this,
                repository,
                account,
                received.path(),
                match.variables(),
                incoming.query,
                received.headers(),
                body);
        if (repository != null) {
            Map<String, String> asked = match.variables();
            String name = asked.get("owner") + "/" + asked.get("repo");
            if (asked.containsKey("repo") && !name.equalsIgnoreCase(repository.fullName())) {
                return moved(received, incoming.query, repository);
            }
        }
        if (received.isWrite() && !received.path().equals("/graphql")) {
            schemas.check(match.template(), body);
        }
        return match.handler().handle(exchange);
    }

    private @Nullable SimulatedRepository repositoryOf(Map<String, String> variables, @Nullable Account account) {
        SimulatedRepository repository = null;
        if (variables.containsKey("repository_id")) {
            repository = byId(Integer.parseInt(variables.getOrDefault("repository_id", "0")));
        } else if (variables.containsKey("repo")) {
            repository = byName(variables.getOrDefault("owner", ""), variables.getOrDefault("repo", ""));
        } else {
            return null;
        }
        if (repository == null || account == null || !account.sees(repository.fullName())) {
            throw new Refusal(404, "Not Found");
        }
        return repository;
    }

    private Reply moved(ReceivedRequest received, Map<String, String> query, SimulatedRepository repository) {
        String rest =
                received.path().split("/", 5).length > 4 ? "/" + received.path().split("/", 5)[4] : "";
        StringBuilder asked = new StringBuilder();
        query.forEach((name, value) -> asked.append(asked.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String location = apiUrl() + "/repositories/" + repository.id() + rest + asked;
        boolean reading = Set.of("GET", "HEAD").contains(received.method());
        var body = JSON.createObjectNode()
                .put("message", reading ? "Moved Permanently" : "Temporary Redirect")
                .put("url", location)
                .put("documentation_url", "https://docs.github.com/rest");
        return Reply.json(reading ? 301 : 307, body).withHeader("Location", location);
    }

    private static JsonNode parse(String body) {
        if (body.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "Problems parsing JSON");
        }
    }
}
