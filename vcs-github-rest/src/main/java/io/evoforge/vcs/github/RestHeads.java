package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads heads with REST: one request for the commit, one for the tree, more where the tree is too large for one. */
final class RestHeads implements Heads {
    private final GitHubApi api;

    RestHeads(GitHubApi api) {
        this.api = api;
    }

    @Override
    public Optional<Head> tip(BranchName branch, Set<String> directories) {
        return api.branch(branch)
                .map(json -> head(
                        json.path("commit").path("sha").asText(),
                        json.path("commit").path("commit"),
                        json.path("commit").path("parents").isEmpty()))
                .map(head -> extended(head, directories));
    }

    @Override
    public Optional<Head> at(CommitId commit, Set<String> directories) {
        return api.find("/git/commits/" + commit.hex())
                .map(json -> head(
                        json.path("sha").asText(), json, json.path("parents").isEmpty()))
                .map(head -> extended(head, directories));
    }

    @Override
    public Head extended(Head head, Set<String> directories) {
        if (head.tree().hasRoot() && head.tree().unknown(directories).isEmpty()) {
            return head;
        }
        JsonNode whole = api.get("/git/trees/" + head.tree().id() + "?recursive=1");
        if (!whole.path("truncated").asBoolean()) {
            return head.with(new TreeView(head.tree().id(), byDirectory(whole)));
        }
        Map<String, Map<String, TreeEntry>> listings = new HashMap<>();
        listings.put("", listing(api.get("/git/trees/" + head.tree().id())));
        TreeView tree = head.tree().with(listings);
        // from the top down, because the ids of lower directories stand in the upper ones
        for (String directory : directories) {
            if (!tree.unknown(Set.of(directory)).isEmpty()) {
                Optional<TreeEntry> entry = tree.entry(new io.evoforge.core.versioncontrol.RepositoryPath(directory));
                if (entry.isPresent()) {
                    tree = tree.with(Map.of(
                            directory,
                            listing(api.get("/git/trees/" + entry.get().id()))));
                }
            }
        }
        return head.with(tree);
    }

    private static Head head(String id, JsonNode commit, boolean root) {
        String tree = commit.path("tree").path("sha").asText();
        return new Head(new CommitId(id), commit.path("message").asText(), root, new TreeView(tree, Map.of()));
    }

    private static Map<String, Map<String, TreeEntry>> byDirectory(JsonNode whole) {
        Map<String, Map<String, TreeEntry>> listings = new HashMap<>();
        listings.put("", new HashMap<>());
        for (JsonNode entry : whole.path("tree")) {
            String path = entry.path("path").asText();
            int slash = path.lastIndexOf('/');
            listings.computeIfAbsent(slash < 0 ? "" : path.substring(0, slash), d -> new HashMap<>())
                    .put(path.substring(slash + 1), entry(entry));
        }
        return listings;
    }

    private static Map<String, TreeEntry> listing(JsonNode tree) {
        Map<String, TreeEntry> listing = new HashMap<>();
        for (JsonNode entry : tree.path("tree")) {
            listing.put(entry.path("path").asText(), entry(entry));
        }
        return listing;
    }

    private static TreeEntry entry(JsonNode entry) {
        return new TreeEntry(
                entry.path("mode").asText().replaceFirst("^0+", ""),
                entry.path("sha").asText());
    }
}
