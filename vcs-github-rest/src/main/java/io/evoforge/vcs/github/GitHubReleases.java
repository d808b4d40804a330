package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.vcs.hosting.Releases;
import java.net.URI;
import java.util.Optional;

/** Releases on GitHub. Two requests make one, one request finds one. Safe for use by several threads. */
public final class GitHubReleases implements Releases {
    /** GitHub takes 125,000 characters. */
    private static final int LONGEST_TEXT = 120_000;

    private final GitHubConnection connection;
    private final GitHubApi api;

    /** Releases over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubReleases(GitHubConnection connection) {
        this.connection = connection;
        this.api = new GitHubApi(connection);
    }

    @Override
    public URI release(TagName tag, CommitId commit, String title, String text) {
        try {
            Optional<JsonNode> there = find(tag);
            return page(there.isPresent() ? there.get() : make(tag, commit, title, text));
        } catch (GitHubFault e) {
            throw e.toException("make the release of '" + tag + "' in '"
                    + connection.settings().fullName() + "'");
        }
    }

    private JsonNode make(TagName tag, CommitId commit, String title, String text) {
        ObjectNode body = GitHubApi.object()
                .put("tag_name", tag.value())
                // GitHub makes a tag that is not there any more, on its default branch if it is not told where
                .put("target_commitish", commit.hex())
                .put("name", title)
                .put("body", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        try {
            return api.send("POST", "/releases", body, GitHubApi.Repeat.UNSAFE);
        } catch (GitHubFault e) {
            if (!e.isAmbiguous() && e.kind() != GitHubFault.Kind.EXISTS) {
                throw e;
            }
            return find(tag).orElseThrow(() -> e);
        }
    }

    private Optional<JsonNode> find(TagName tag) {
        return api.find("/releases/tags/" + GitHubApi.quoted(tag.value()));
    }

    private static URI page(JsonNode release) {
        try {
            return URI.create(release.path("html_url").asText());
        } catch (IllegalArgumentException e) {
            throw new GitHubFault(GitHubFault.Kind.PROTOCOL, 0, "a release that was not understood", e);
        }
    }
}
