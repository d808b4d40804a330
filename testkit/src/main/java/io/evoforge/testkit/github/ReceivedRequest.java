package io.evoforge.testkit.github;

import java.util.Map;
import java.util.Set;

/**
 * A request as the simulated GitHub received it.
 *
 * @param number in the order of arrival, from 1
 * @param method such as {@code POST}
 * @param path without the query string and without the prefix of an enterprise server
 * @param route the template that answered it, such as {@code POST /repos/{owner}/{repo}/git/trees}; the method and path if
 *     none did
 * @param headers names in lower case; the value of {@code authorization} is kept, so that a test can look at it
 * @param body as text
 * @param status what it was answered with; 0 if the connection was broken instead
 */
public record ReceivedRequest(
        int number, String method, String path, String route, Map<String, String> headers, String body, int status) {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** Whether GitHub counts it as one that creates content. A GraphQL query is none. */
    public boolean isWrite() {
        return !READING.contains(method) && !(path.equals("/graphql") && !body.contains("mutation"));
    }

    @Override
    public String toString() {
        return number + " " + method + " " + path + " -> " + (status == 0 ? "broken" : Integer.toString(status));
    }
}
