package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.Merge;
import io.evoforge.vcs.hosting.MergeOutcome;
import io.evoforge.vcs.hosting.Note;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestDecisions;
import io.evoforge.vcs.hosting.Review;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges, closes and reviews pull requests on GitHub.
 *
 * <p>What was said before is found by its marker, and only where the account that opened the pull request said it, or one
 * with rights of its own in the repository: anybody may write a comment with our marker in it. Safe for use by several
 * threads.
 */
public final class GitHubPullRequestDecisions implements PullRequestDecisions {
    private static final int PAGE = 100;
    private static final Set<String> INSIDERS = Set.of("OWNER", "MEMBER", "COLLABORATOR");
    private static final String READY = "mutation($input: MarkPullRequestReadyForReviewInput!) {"
            + " markPullRequestReadyForReview(input: $input) { clientMutationId } }";

    private final GitHubConnection connection;
    private final GitHubApi api;

    /** Decisions over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubPullRequestDecisions(GitHubConnection connection) {
        this.connection = connection;
        this.api = new GitHubApi(connection);
    }

    @Override
    public MergeOutcome merge(PullRequest pullRequest, Merge merge) {
        ObjectNode body = GitHubApi.object()
                .put("sha", merge.expectedHead().hex())
                .put("merge_method", merge.method().name().toLowerCase(Locale.ROOT));
        if (!merge.title().isEmpty()) {
            body.put("commit_title", merge.title());
        }
        if (!merge.message().isEmpty()) {
            body.put("commit_message", merge.message());
        }
        try {
            JsonNode reply = api.send("PUT", path(pullRequest) + "/merge", body, GitHubApi.Repeat.UNSAFE);
            return new MergeOutcome.Merged(new CommitId(reply.path("sha").asText()));
        } catch (GitHubFault e) {
            return settled(pullRequest, e);
        }
    }

    /** What a refused or lost merge is, once the pull request has been looked at. */
    private MergeOutcome settled(PullRequest pullRequest, GitHubFault fault) {
        String doing = "merge " + name(pullRequest);
        boolean isUndecided;
        try {
            JsonNode json = api.get(path(pullRequest));
            PullRequest now = PullRequestJson.read(json);
            if (now.mergeCommit() != null) {
                return new MergeOutcome.Merged(now.mergeCommit());
            }
            isUndecided = json.path("mergeable").isNull(); // GitHub finds out in the background
        } catch (GitHubFault e) {
            throw e.toException(doing);
        }
        String message = String.valueOf(fault.toException(doing).getMessage());
        return switch (fault.kind()) {
            case STALE -> new MergeOutcome.Moved(message);
            case CONFLICT -> isUndecided ? new MergeOutcome.Moved(message) : new MergeOutcome.Conflicting(message);
            case PROTECTED, RULE_VIOLATION -> new MergeOutcome.NotAllowedYet(message);
            case INVALID -> {
                if (fault.status() == 405 || fault.status() == 409 || fault.status() == 422) {
                    yield new MergeOutcome.NotAllowedYet(message);
                }
                throw fault.toException(doing);
            }
            default -> throw fault.toException(doing);
        };
    }

    @Override
    public PullRequest close(PullRequest pullRequest, Note why) {
        try {
            if (comment(pullRequest, why.marker()).isEmpty()) {
                // a lost reply is settled by the next call, which finds the comment
                api.send(
                        "POST",
                        "/issues/" + pullRequest.number() + "/comments",
                        GitHubApi.object().put("body", why.markdown()),
                        GitHubApi.Repeat.UNSAFE);
            }
            return PullRequestJson.read(closed(pullRequest));
        } catch (GitHubFault e) {
            throw e.toException("close " + name(pullRequest));
        }
    }

    /** One that somebody merged at this moment cannot be closed any more. */
    private JsonNode closed(PullRequest pullRequest) {
        try {
            return api.send(
                    "PATCH", path(pullRequest), GitHubApi.object().put("state", "closed"), GitHubApi.Repeat.SAFE);
        } catch (GitHubFault e) {
            JsonNode now = e.status() == 422 ? api.get(path(pullRequest)) : GitHubApi.object();
            if (now.path("merged_at").isTextual()) {
                return now;
            }
            throw e;
        }
    }

    @Override
    public void markReady(PullRequest pullRequest) {
        guarded("mark " + name(pullRequest) + " as ready", () -> {
            String id = api.get(path(pullRequest)).path("node_id").asText();
            api.graphQl(READY, Map.of("input", Map.of("pullRequestId", id)), GitHubApi.Repeat.SAFE);
        });
    }

    @Override
    public Optional<String> comment(PullRequest pullRequest, String marker) {
        return find(pullRequest, "/issues/" + pullRequest.number() + "/comments", Note.hidden(marker))
                .map(Note::textOf);
    }

    @Override
    public Optional<String> review(PullRequest pullRequest, String markerStart) {
        String start = Note.hidden(markerStart).replace(" -->", "");
        return find(pullRequest, path(pullRequest) + "/reviews", start);
    }

    @Override
    public void post(PullRequest pullRequest, Review review) {
        guarded("review " + name(pullRequest), () -> {
            if (find(pullRequest, path(pullRequest) + "/reviews", review.note().hidden())
                    .isPresent()) {
                return;
            }
            ObjectNode body = GitHubApi.object()
                    .put("commit_id", pullRequest.headCommit().hex())
                    .put("event", "COMMENT")
                    .put("body", review.note().markdown());
            ArrayNode lines = body.putArray("comments");
            review.comments()
                    .forEach(comment -> lines.addObject()
                            .put("path", comment.path().value())
                            .put("line", comment.line())
                            .put("side", "RIGHT")
                            .put("body", comment.text()));
            try {
                api.send("POST", path(pullRequest) + "/reviews", body, GitHubApi.Repeat.UNSAFE);
            } catch (GitHubFault e) {
                if (e.kind() != GitHubFault.Kind.INVALID || review.comments().isEmpty()) {
                    throw e;
                }
                // GitHub takes comments on changed lines only, and refuses the whole review for one of another line
                StringBuilder text = new StringBuilder(review.note().text());
                review.comments()
                        .forEach(comment -> text.append("\n\n`")
                                .append(comment.path())
                                .append("`, line ")
                                .append(comment.line())
                                .append(": ")
                                .append(comment.text()));
                body.remove("comments");
                body.put("body", new Note(review.note().marker(), text.toString()).markdown());
                api.send("POST", path(pullRequest) + "/reviews", body, GitHubApi.Repeat.UNSAFE);
            }
        });
    }

    private Optional<String> find(PullRequest pullRequest, String path, String marker) {
        try {
            String opener =
                    api.get(path(pullRequest)).path("user").path("login").asText();
            for (int page = 1; ; page++) {
                JsonNode notes = api.get(path + "?per_page=" + PAGE + "&page=" + page);
                for (JsonNode note : notes) {
                    boolean trusted = note.path("user").path("login").asText().equals(opener)
                            || INSIDERS.contains(note.path("author_association").asText());
                    if (trusted && note.path("body").asText().contains(marker)) {
                        return Optional.of(note.path("body").asText());
                    }
                }
                if (notes.size() < PAGE) {
                    return Optional.empty();
                }
            }
        } catch (GitHubFault e) {
            throw e.toException("read what was said about " + name(pullRequest));
        }
    }

    private static String path(PullRequest pullRequest) {
        return "/pulls/" + pullRequest.number();
    }

    private String name(PullRequest pullRequest) {
        return "pull request " + pullRequest.number() + " of '"
                + connection.settings().fullName() + "'";
    }

    private static void guarded(String doing, Runnable action) {
        try {
            action.run();
        } catch (GitHubFault e) {
            throw e.toException(doing);
        }
    }
}
