package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.PullRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads GitHub's description of a pull request. */
final class PullRequestJson {
    private PullRequestJson() {}

    /** Whether its branch is in the repository itself, under a name that we could give; strangers propose from forks. */
    static boolean isOfRepository(JsonNode json) {
        JsonNode head = json.path("head");
        String base = json.path("base").path("repo").path("full_name").asText();
        if (!head.path("repo").path("full_name").asText().equals(base)) {
            return false;
        }
        try {
            return !new BranchName(head.path("ref").asText()).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static PullRequest read(JsonNode json) {
        boolean merged = json.path("merged_at").isTextual();
        PullRequest.State state;
        if (merged) {
            state = PullRequest.State.MERGED;
        } else if (json.path("state").asText().equals("closed")) {
            state = PullRequest.State.CLOSED;
        } else {
            state = json.path("draft").asBoolean() ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
        }
        try {
            return new PullRequest(
                    json.path("number").asInt(),
                    URI.create(json.path("html_url").asText()),
                    new BranchName(json.path("head").path("ref").asText()),
                    new BranchName(json.path("base").path("ref").asText()),
                    json.path("title").asText(),
                    json.path("body").asText(""),
                    state,
                    new CommitId(json.path("head").path("sha").asText()),
                    merged ? new CommitId(json.path("merge_commit_sha").asText()) : null,
                    Instant.parse(json.path("created_at").asText()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new GitHubFault(GitHubFault.Kind.PROTOCOL, 0, "a pull request that was not understood", e);
        }
    }
}
