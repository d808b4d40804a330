package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.hosting.Check;
import io.evoforge.vcs.hosting.Checks;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commit statuses and check runs on GitHub. Reads both; reports as commit statuses, which every kind of token may, and what
 * has a text as a check run where the token is an App's, which alone may make them.
 *
 * <p>Safe for use by several threads.
 */
public final class GitHubChecks implements Checks {
    private static final int LONGEST_DESCRIPTION = 140;
    private static final int PAGE = 100;
    private static final List<Check.State> WORST_FIRST = List.of(
            Check.State.FAILED, Check.State.PENDING, Check.State.BROKEN, Check.State.PASSED, Check.State.NEUTRAL);

    private final GitHubConnection connection;
    private final GitHubApi api;

    /** Checks over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubChecks(GitHubConnection connection) {
        this.connection = connection;
        this.api = new GitHubApi(connection);
    }

    @Override
    public List<Check> of(CommitId commit) {
        try {
            Map<String, Check> checks = runs(commit);
            statuses(commit).forEach((name, status) -> checks.merge(name, status, GitHubChecks::worst));
            return new ArrayList<>(checks.values());
        } catch (GitHubFault e) {
            throw e.toException("read the checks of commit " + commit.shortHex());
        }
    }

    /** The newest commit status of each name; GitHub lists the newest first. */
    private Map<String, Check> statuses(CommitId commit) {
        Map<String, Check> newest = new TreeMap<>();
        for (JsonNode status : all("/commits/" + commit.hex() + "/statuses", "")) {
            String name = status.path("context").asText();
            Check.State state = switch (status.path("state").asText()) {
                case "success" -> Check.State.PASSED;
                case "failure" -> Check.State.FAILED;
                case "error" -> Check.State.BROKEN;
                default -> Check.State.PENDING;
            };
            newest.putIfAbsent(
                    name,
                    new Check(
                            name,
                            state,
                            status.path("description").asText(""),
                            url(status.path("target_url")),
                            time(status.path("created_at"))));
        }
        return newest;
    }

    /**
     * The check runs, those of one name together. Each suite has its own newest run of a name, such as one for the push and
     * one for the pull request.
     */
    private Map<String, Check> runs(CommitId commit) {
        Map<String, TreeMap<Long, JsonNode>> newest = new TreeMap<>();
        for (JsonNode run : all("/commits/" + commit.hex() + "/check-runs", "/check_runs")) {
            newest.computeIfAbsent(run.path("name").asText(), name -> new TreeMap<>())
                    .merge(run.path("check_suite").path("id").asLong(), run, GitHubChecks::newer);
        }
        Map<String, Check> checks = new TreeMap<>();
        newest.forEach((name, suites) ->
                suites.values().forEach(run -> checks.merge(name, check(name, run), GitHubChecks::ofBothSuites)));
        return checks;
    }

    private static JsonNode newer(JsonNode one, JsonNode other) {
        return one.path("id").asLong() > other.path("id").asLong() ? one : other;
    }

    /** A newer suite often cancels the older one, which then has nothing more to say. */
    private static Check ofBothSuites(Check older, Check newer) {
        boolean isCancelled = older.state() == Check.State.BROKEN && newer.state() == Check.State.PASSED;
        return isCancelled ? newer : worst(older, newer);
    }

    private static Check worst(Check one, Check other) {
        return WORST_FIRST.indexOf(one.state()) <= WORST_FIRST.indexOf(other.state()) ? one : other;
    }

    private static Check check(String name, JsonNode run) {
        return new Check(
                name,
                conclusion(run),
                run.path("output").path("title").asText(""),
                url(run.path("details_url")),
                time(run.path("started_at")));
    }

    /** Every page of a list, which is at {@code pointer} of the answer. */
    private List<JsonNode> all(String path, String pointer) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode some =
                    api.get(path + "?per_page=" + PAGE + "&page=" + page).at(pointer);
            some.forEach(all::add);
            if (some.size() < PAGE) {
                return all;
            }
        }
    }

    @Override
    public void report(CommitId commit, Check check) {
        String state = switch (check.state()) {
            case PENDING -> "pending";
            case PASSED, NEUTRAL -> "success";
            case FAILED -> "failure";
            case BROKEN -> "error";
        };
        String summary = check.summary();
        ObjectNode body = GitHubApi.object()
                .put("state", state)
                .put("context", check.name())
                .put(
                        "description",
                        summary.length() > LONGEST_DESCRIPTION ? summary.substring(0, LONGEST_DESCRIPTION) : summary);
        URI details = check.details();
        if (details != null) {
            body.put("target_url", details.toString());
        }
        try {
            api.send("POST", "/statuses/" + commit.hex(), body, GitHubApi.Repeat.SAFE);
        } catch (GitHubFault e) {
            throw e.toException("report '" + check.name() + "' on commit " + commit.shortHex() + " of '"
                    + connection.settings().fullName() + "'");
        }
    }

    @Override
    public void report(CommitId commit, Check check, String text) {
        ObjectNode body = GitHubApi.object().put("name", check.name()).put("head_sha", commit.hex());
        if (check.state() == Check.State.PENDING) {
            body.put("status", "in_progress");
        } else {
            body.put("status", "completed")
                    .put(
                            "conclusion",
                            switch (check.state()) {
                                case PASSED -> "success";
                                case FAILED -> "failure";
                                case BROKEN -> "cancelled";
                                default -> "neutral";
                            });
        }
        if (check.details() != null) {
            body.put("details_url", check.details().toString());
        }
        body.putObject("output").put("title", check.summary()).put("summary", text);
        try {
            api.send("POST", "/check-runs", body, GitHubApi.Repeat.UNSAFE);
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.FORBIDDEN && e.kind() != GitHubFault.Kind.NOT_FOUND) {
                throw e.toException("report '" + check.name() + "' on commit " + commit.shortHex() + " of '"
                        + connection.settings().fullName() + "'");
            }
            report(commit, check); // check runs are for Apps; a status is what every token may set
        }
    }

    private static @Nullable Instant time(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Check.State conclusion(JsonNode run) {
        if (!run.path("status").asText().equals("completed")) {
            return Check.State.PENDING;
        }
        return switch (run.path("conclusion").asText()) {
            case "success" -> Check.State.PASSED;
            case "failure", "action_required" -> Check.State.FAILED;
            case "neutral", "skipped" -> Check.State.NEUTRAL;
            default -> Check.State.BROKEN;
        };
    }

    private static @Nullable URI url(JsonNode text) {
        try {
            return text.isTextual() && !text.textValue().isEmpty() ? new URI(text.textValue()) : null;
        } catch (java.net.URISyntaxException e) {
            return null; // other people's checks may say anything
        }
    }
}
