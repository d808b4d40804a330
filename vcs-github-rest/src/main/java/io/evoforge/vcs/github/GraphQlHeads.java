package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a head, its tree and all the directories that matter in one GraphQL request. */
final class GraphQlHeads implements Heads {
    private static final String ENTRIES = "entries { name mode oid }";
    private static final String COMMIT =
            "... on Commit { oid message parents(first: 1) { totalCount } tree { oid " + ENTRIES + " } }";

    private final GitHubApi api;
    private final GitHubSettings settings;
    private volatile @Nullable String repositoryId;
    private volatile @Nullable String fullName;

    GraphQlHeads(GitHubApi api, GitHubSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    /** GitHub's id of the repository, which its mutations want. */
    String repositoryId() {
        String known = repositoryId;
        if (known == null) {
            known = repository(query(List.of(), ""), new LinkedHashMap<>(), List.of())
                    .path("id")
                    .asText();
        }
        return known;
    }

    /** The repository's name as GitHub told it last; it follows a renaming in what is read, and not in what is written. */
    String fullName() {
        String told = fullName;
        return told == null || told.isEmpty() ? settings.fullName() : told;
    }

    @Override
    public Optional<Head> tip(BranchName branch, Set<String> directories) {
        List<String> wanted = List.copyOf(directories);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("ref", branch.ref());
        JsonNode repository = repository(
                query(wanted, "ref(qualifiedName: $ref) { target { " + COMMIT + " } }"),
                variables,
                expressions(branch.ref(), wanted));
        return head(repository.path("ref").path("target"), repository, wanted);
    }

    @Override
    public Optional<Head> at(CommitId commit, Set<String> directories) {
        List<String> wanted = List.copyOf(directories);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("ref", commit.hex());
        JsonNode repository = repository(
                query(wanted, "at: object(expression: $ref) { " + COMMIT + " }"),
                variables,
                expressions(commit.hex(), wanted));
        return head(repository.path("at"), repository, wanted);
    }

    @Override
    public Head extended(Head head, Set<String> directories) {
        if (head.tree().hasRoot() && head.tree().unknown(directories).isEmpty()) {
            return head;
        }
        return at(head.commit(), directories)
                .map(more -> head.with(head.tree().with(more.tree())))
                .orElseThrow(() -> new GitHubFault(
                        GitHubFault.Kind.NOT_VISIBLE_YET,
                        200,
                        "commit " + head.commit().shortHex() + " is not visible",
                        "It is tried again later; nothing is lost.",
                        null));
    }

    private static String query(List<String> directories, String what) {
        StringBuilder query = new StringBuilder("query($owner: String!, $name: String!");
        if (!what.isEmpty()) {
            query.append(", $ref: String!");
        }
        for (int i = 0; i < directories.size(); i++) {
            query.append(", $d").append(i).append(": String!");
        }
        query.append(") { repository(owner: $owner, name: $name) { id nameWithOwner ")
                .append(what);
        for (int i = 0; i < directories.size(); i++) {
            query.append(" d").append(i).append(": object(expression: $d").append(i);
            query.append(") { ... on Tree { ").append(ENTRIES).append(" } }");
        }
        return query.append(" } }").toString();
    }

    private static List<String> expressions(String revision, List<String> directories) {
        List<String> expressions = new ArrayList<>();
        for (String directory : directories) {
            expressions.add(revision + ":" + directory);
        }
        return expressions;
    }

    private JsonNode repository(String query, Map<String, Object> variables, List<String> expressions) {
        variables.put("owner", settings.owner());
        variables.put("name", settings.name());
        for (int i = 0; i < expressions.size(); i++) {
            variables.put("d" + i, expressions.get(i));
        }
        JsonNode repository =
                api.graphQl(query, variables, GitHubApi.Repeat.SAFE).path("repository");
        repositoryId = repository.path("id").asText();
        fullName = repository.path("nameWithOwner").asText("");
        return repository;
    }

    private static Optional<Head> head(JsonNode commit, JsonNode repository, List<String> directories) {
        if (!commit.has("oid")) {
            return Optional.empty();
        }
        Map<String, Map<String, TreeEntry>> listings = new HashMap<>();
        listings.put("", listing(commit.path("tree")));
        for (int i = 0; i < directories.size(); i++) {
            JsonNode directory = repository.path("d" + i);
            if (directory.has("entries")) {
                listings.put(directories.get(i), listing(directory));
            }
        }
        return Optional.of(new Head(
                new CommitId(commit.path("oid").asText()),
                commit.path("message").asText(),
                commit.path("parents").path("totalCount").asInt() == 0,
                new TreeView(commit.path("tree").path("oid").asText(), listings)));
    }

    private static Map<String, TreeEntry> listing(JsonNode tree) {
        Map<String, TreeEntry> listing = new HashMap<>();
        for (JsonNode entry : tree.path("entries")) {
            listing.put(
                    entry.path("name").asText(),
                    new TreeEntry(
                            Integer.toOctalString(entry.path("mode").asInt()),
                            entry.path("oid").asText()));
        }
        return listing;
    }
}
