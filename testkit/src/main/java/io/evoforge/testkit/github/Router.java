package io.evoforge.testkit.github;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a request by its method and path. */
final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        Reply handle(Exchange exchange);
    }

    /** A handler with the values of the path's variables. */
    record Match(String template, Handler handler, Map<String, String> variables) {}

    private record Route(String method, List<String> parts, String template, Handler handler) {}

    /**
     * Adds a route.
     *
     * @param template such as {@code /repos/{owner}/{repo}/git/ref/{ref+}}; a variable ending in {@code +} takes the rest
     */
    void add(String method, String template, Handler handler) {
        routes.add(new Route(method, List.of(template.substring(1).split("/", -1)), template, handler));
    }

    /** Adds a route below a repository, which can be named or, after it was renamed, numbered. */
    void addForRepository(String method, String rest, Handler handler) {
        add(method, "/repos/{owner}/{repo}" + rest, handler);
        add(method, "/repositories/{repository_id}" + rest, handler);
    }

    Optional<Match> find(String method, String rawPath) {
        List<String> parts = List.of(rawPath.substring(1).split("/", -1));
        for (Route route : routes) {
            if (route.method.equals(method)) {
                Map<String, String> variables = match(route.parts, parts);
                if (variables != null) {
                    return Optional.of(new Match(method + " " + route.template, route.handler, variables));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Map<String, String> match(List<String> template, List<String> parts) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (i >= parts.size()) {
                return null;
            }
            if (expected.endsWith("+}")) {
                String rest = String.join("/", parts.subList(i, parts.size()));
                variables.put(expected.substring(1, expected.length() - 2), decode(rest));
                return variables;
            }
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), decode(parts.get(i)));
            } else if (!expected.equals(parts.get(i))) {
                return null;
            }
        }
        return template.size() == parts.size() ? variables : null;
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
