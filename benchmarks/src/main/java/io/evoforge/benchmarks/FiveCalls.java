package io.evoforge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reference, commit, tree, commit, reference: what GitHub's MCP server sends to push files. */
final class FiveCalls implements GitHubWay {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String repository;
    private final String token;

    FiveCalls(String repository, String token) {
        this.repository = repository;
        this.token = token;
    }

    @Override
    public void commit(Map<String, String> files, String message) throws IOException, InterruptedException {
        String parent =
                call("GET", "/git/ref/heads/main", null).at("/object/sha").asText();
        String base =
                call("GET", "/git/commits/" + parent, null).at("/tree/sha").asText();
        ObjectNode tree = JSON.createObjectNode().put("base_tree", base);
        ArrayNode entries = tree.putArray("tree");
        files.forEach((path, text) -> entries.addObject()
                .put("path", path)
                .put("mode", "100644")
                .put("type", "blob")
                .put("content", text));
        ObjectNode commit = JSON.createObjectNode()
                .put("message", message)
                .put("tree", call("POST", "/git/trees", tree).path("sha").asText());
        commit.putArray("parents").add(parent);
        String made = call("POST", "/git/commits", commit).path("sha").asText();
        call(
                "PATCH",
                "/git/refs/heads/main",
                JSON.createObjectNode().put("sha", made).put("force", false));
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(repository + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered with " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
