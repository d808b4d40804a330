package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.Comparisons;
import java.net.URI;
import java.util.Optional;
import java.util.TreeSet;

/** What differs between two commits on GitHub, in one request. GitHub names at most 300 files. Safe for use by several threads. */
public final class GitHubComparisons implements Comparisons {
    private final GitHubApi api;
    private final GitHubConnection connection;

    /** Comparisons over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubComparisons(GitHubConnection connection) {
        this.connection = connection;
        this.api = new GitHubApi(connection);
    }

    @Override
    public Optional<Comparison> compare(CommitId from, CommitId to) {
        try {
            // files come with the first page, however small
            return api.find("/compare/" + from.hex() + "..." + to.hex() + "?per_page=1&page=1")
                    .map(GitHubComparisons::read);
        } catch (GitHubFault e) {
            throw e.toException("compare " + from.shortHex() + " with " + to.shortHex() + " in '"
                    + connection.settings().fullName() + "'");
        }
    }

    private static Comparison read(JsonNode json) {
        TreeSet<String> files = new TreeSet<>();
        json.path("files").forEach(file -> {
            files.add(file.path("filename").asText());
            if (file.has("previous_filename")) {
                files.add(file.path("previous_filename").asText());
            }
        });
        try {
            return new Comparison(
                    json.path("ahead_by").asLong(),
                    json.path("behind_by").asLong(),
                    java.util.List.copyOf(files),
                    URI.create(json.path("html_url").asText()));
        } catch (IllegalArgumentException e) {
            throw new GitHubFault(GitHubFault.Kind.PROTOCOL, 0, "a comparison that was not understood", e);
        }
    }
}
