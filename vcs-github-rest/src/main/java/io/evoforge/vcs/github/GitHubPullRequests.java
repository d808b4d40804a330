package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.hosting.PullRequests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pull requests on GitHub. One request opens one; labels and reviewers cost one more each.
 *
 * <p>Safe for use by several threads.
 */
public final class GitHubPullRequests implements PullRequests {
    private static final String TEAM = "team:";
    private static final int ATTEMPTS = 4;
    private static final int PAGE = 100;

    private final GitHubConnection connection;
    private final GitHubApi api;

    /** Pull requests over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubPullRequests(GitHubConnection connection) {
        this.connection = connection;
        this.api = new GitHubApi(connection);
    }

    @Override
    public ProposalOutcome propose(PullRequestProposal proposal) {
        String doing = "open a pull request from '" + proposal.head() + "' to '" + proposal.base() + "' of '"
                + connection.settings().fullName() + "'";
        try {
            return openOrAdopt(proposal);
        } catch (GitHubFault e) {
            if (e.kind() == GitHubFault.Kind.NOTHING_BETWEEN) {
                return new ProposalOutcome.NothingToPropose();
            }
            return e.toRejection(doing)
                    .map(rejection -> (ProposalOutcome) new ProposalOutcome.Rejected(rejection))
                    .orElseThrow(() -> e.toException(doing));
        }
    }

    private ProposalOutcome openOrAdopt(PullRequestProposal proposal) {
        Duration rest = Duration.ofSeconds(1);
        for (int attempt = 1; ; attempt++) {
            try {
                JsonNode opened = open(proposal);
                return new ProposalOutcome.Opened(PullRequestJson.read(opened), complete(opened, proposal));
            } catch (GitHubFault e) {
                boolean mayBeThere = e.isAmbiguous() || e.kind() == GitHubFault.Kind.EXISTS;
                if (!mayBeThere && e.kind() != GitHubFault.Kind.NOT_VISIBLE_YET) {
                    throw e;
                }
                Optional<JsonNode> there =
                        mayBeThere ? newest(proposal.head(), proposal.base(), "open") : Optional.empty();
                if (there.isPresent()) {
                    return new ProposalOutcome.Adopted(
                            PullRequestJson.read(there.get()), complete(there.get(), proposal));
                }
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                connection.pause(rest);
                rest = rest.multipliedBy(2);
            }
        }
    }

    @Override
    public Optional<PullRequest> find(BranchName head, BranchName base) {
        try {
            return newest(head, base, "all").map(PullRequestJson::read);
        } catch (GitHubFault e) {
            throw e.toException("look for pull requests of '" + head + "' on '"
                    + connection.settings().fullName() + "'");
        }
    }

    @Override
    public List<PullRequest> open(BranchName base) {
        try {
            List<PullRequest> all = new ArrayList<>();
            for (int page = 1; ; page++) {
                JsonNode pulls = api.get("/pulls?state=open&base=" + query(base.value())
                        + "&sort=created&direction=desc&per_page=" + PAGE + "&page=" + page);
                for (JsonNode pull : pulls) {
                    if (PullRequestJson.isOfRepository(pull)) {
                        all.add(PullRequestJson.read(pull));
                    }
                }
                if (pulls.size() < PAGE) {
                    return all;
                }
            }
        } catch (GitHubFault e) {
            throw e.toException(
                    "list the open pull requests of '" + connection.settings().fullName() + "'");
        }
    }

    private JsonNode open(PullRequestProposal proposal) {
        ObjectNode body = GitHubApi.object()
                .put("title", proposal.title())
                .put("head", proposal.head().value())
                .put("base", proposal.base().value())
                .put("body", proposal.body())
                .put("maintainer_can_modify", true)
                .put("draft", proposal.draft());
        return api.send("POST", "/pulls", body, GitHubApi.Repeat.UNSAFE);
    }

    private Optional<JsonNode> newest(BranchName head, BranchName base, String state) {
        String owner = connection.settings().owner();
        Optional<JsonNode> found = newest(owner, head, base, state);
        if (found.isEmpty() && connection.isMoved()) {
            String now = api.get("").path("owner").path("login").asText();
            return now.equals(owner) ? found : newest(now, head, base, state);
        }
        return found;
    }

    /** GitHub finds branches by the owner they have now, even where it redirects from the old one. */
    private Optional<JsonNode> newest(String owner, BranchName head, BranchName base, String state) {
        JsonNode pulls = api.get("/pulls?state=" + state + "&head=" + query(owner + ":" + head) + "&base="
                + query(base.value()) + "&sort=created&direction=desc&per_page=1");
        return pulls.isEmpty() ? Optional.empty() : Optional.of(pulls.get(0));
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Adds what is missing. None of it is worth losing the pull request for, so a refusal becomes a warning. */
    private List<String> complete(JsonNode pull, PullRequestProposal proposal) {
        List<String> warnings = new ArrayList<>();
        String number = pull.path("number").asText();
        List<String> labels = new ArrayList<>(proposal.labels());
        pull.path("labels").forEach(label -> labels.remove(label.path("name").asText()));
        if (!labels.isEmpty()) {
            ObjectNode body = GitHubApi.object();
            labels.forEach(body.putArray("labels")::add);
            attempt(
                    "add the labels " + labels,
                    warnings,
                    () -> api.send("POST", "/issues/" + number + "/labels", body, GitHubApi.Repeat.SAFE));
        }
        List<String> reviewers = new ArrayList<>(proposal.reviewers());
        pull.path("requested_reviewers")
                .forEach(user -> reviewers.remove(user.path("login").asText()));
        pull.path("requested_teams")
                .forEach(team -> reviewers.remove(TEAM + team.path("slug").asText()));
        if (!reviewers.isEmpty()) {
            ObjectNode body = GitHubApi.object();
            ArrayNode people = body.putArray("reviewers");
            ArrayNode teams = body.putArray("team_reviewers");
            for (String reviewer : reviewers) {
                if (reviewer.startsWith(TEAM)) {
                    teams.add(reviewer.substring(TEAM.length()));
                } else {
                    people.add(reviewer);
                }
            }
            attempt(
                    "ask " + reviewers + " for a review",
                    warnings,
                    () -> api.send("POST", "/pulls/" + number + "/requested_reviewers", body, GitHubApi.Repeat.SAFE));
        }
        return warnings;
    }

    private static void attempt(String doing, List<String> warnings, Runnable action) {
        try {
            action.run();
        } catch (GitHubFault e) {
            if (e.isAmbiguous()) {
                throw e; // the caller asks again, and what is there is not done twice
            }
            warnings.add(String.valueOf(e.toException(doing).getMessage()));
        }
    }
}
