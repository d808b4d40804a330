package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Signature;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of commits. GitHub gives their times in UTC. */
final class History {
    private static final int PAGE = 100;
    private static final Pattern LAST_PAGE = Pattern.compile("[?&]page=(\\d+)[^>]*>;\\s*rel=\"last\"");

    private final GitHubApi api;

    History(GitHubApi api) {
        this.api = api;
    }

    /** How the way from one commit to another looks. */
    record Comparison(boolean forward, List<CommitSummary> commits) {}

    /** The newest commits of a branch, and how many it has. */
    record Log(List<CommitSummary> newest, long total) {}

    /** Whether {@code to} has {@code from} behind it, and the commits in between, oldest first. */
    Comparison compare(CommitId from, CommitId to) {
        List<CommitSummary> commits = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode json =
                    api.get("/compare/" + from.hex() + "..." + to.hex() + "?per_page=" + PAGE + "&page=" + page);
            json.path("commits").forEach(commit -> commits.add(summary(commit)));
            if (commits.size() >= json.path("total_commits").asInt()
                    || json.path("commits").isEmpty()) {
                String status = json.path("status").asText();
                return new Comparison(status.equals("ahead") || status.equals("identical"), commits);
            }
        }
    }

    /** The newest commit of {@code branch} that fits, in its whole history. */
    Optional<CommitSummary> find(BranchName branch, Predicate<CommitSummary> fits) {
        String revision = branch.ref();
        for (int page = 1; ; page++) {
            List<CommitSummary> commits = page(revision, PAGE, page);
            for (CommitSummary commit : commits) {
                if (fits.test(commit)) {
                    return Optional.of(commit);
                }
            }
            if (commits.size() < PAGE) {
                return Optional.empty();
            }
        }
    }

    /** At most {@code limit} commits, at least the tip; empty if there is no such branch. */
    Optional<Log> log(BranchName branch, int limit) {
        try {
            ApiResponse first = api.page(list(branch.ref(), 1, 1, ""));
            List<CommitSummary> newest = new ArrayList<>();
            api.json(first).forEach(commit -> newest.add(summary(commit)));
            long total = first.header("link").flatMap(History::lastPage).orElse((long) newest.size());
            for (int page = 1; newest.size() < Math.min(limit, total); page++) {
                List<CommitSummary> more = page(newest.get(0).id().hex(), PAGE, page);
                if (page == 1) {
                    newest.clear();
                }
                newest.addAll(more);
                if (more.size() < PAGE) {
                    break;
                }
            }
            return Optional.of(new Log(newest.subList(0, Math.min(newest.size(), Math.max(1, limit))), total));
        } catch (GitHubFault e) {
            if (e.kind() == GitHubFault.Kind.NOT_FOUND || e.kind() == GitHubFault.Kind.EMPTY_REPOSITORY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** How many of the commits behind {@code tip} were committed at {@code since} or later. */
    long countSince(CommitId tip, Instant since) {
        String query = "&since=" + since.truncatedTo(ChronoUnit.SECONDS);
        ApiResponse first = api.page(list(tip.hex(), 1, 1, query));
        return first.header("link").flatMap(History::lastPage).orElse((long)
                api.json(first).size());
    }

    private List<CommitSummary> page(String revision, int size, int page) {
        List<CommitSummary> commits = new ArrayList<>();
        try {
            api.get(list(revision, size, page, "")).forEach(commit -> commits.add(summary(commit)));
        } catch (GitHubFault e) {
            if (e.kind() != GitHubFault.Kind.NOT_FOUND && e.kind() != GitHubFault.Kind.EMPTY_REPOSITORY) {
                throw e;
            }
        }
        return commits;
    }

    private static String list(String revision, int size, int page, String more) {
        String sha = GitHubApi.quoted(revision.startsWith("refs/heads/") ? revision.substring(11) : revision);
        return "/commits?sha=" + sha + "&per_page=" + size + "&page=" + page + more;
    }

    private static Optional<Long> lastPage(String link) {
        Matcher matcher = LAST_PAGE.matcher(link);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    static CommitSummary summary(JsonNode json) {
        JsonNode commit = json.path("commit");
        return new CommitSummary(
                new CommitId(json.path("sha").asText()),
                commit.path("message").asText(),
                signature(commit.path("author")),
                signature(commit.path("committer")));
    }

    /** Other people's names need not be what we take ourselves. */
    private static Signature signature(JsonNode person) {
        String name = person.path("name").asText("").replaceAll("[\\p{Cntrl}<>]", "");
        String email = person.path("email").asText("").replaceAll("[\\p{Cntrl}<>\\s]", "");
        String date = person.path("date").asText("");
        return new Signature(
                name.isBlank() ? "unknown" : name.substring(0, Math.min(200, name.length())),
                email.isEmpty() ? "unknown" : email.substring(0, Math.min(200, email.length())),
                date.isEmpty() ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : OffsetDateTime.parse(date));
    }
}
