package io.evoforge.vcs.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.hosting.PullRequests;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.github.GHDirection;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestQueryBuilder;
import org.kohsuke.github.GHUser;

/**
 * Pull requests on GitHub. One request opens one; labels and reviewers cost one more each.
 *
 * <p>Safe for use by several threads.
 */
public final class GitHubPullRequests implements PullRequests {
    private static final String TEAM = "team:";
    private static final int ATTEMPTS = 4;

    private final GitHubConnection connection;
    private final Hub hub;
    private final GitHubApi api;

    /** Pull requests over {@code connection}, which may be shared. Sends nothing yet. */
    public GitHubPullRequests(GitHubConnection connection) {
        this.connection = connection;
        this.hub = new Hub(connection);
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
                GHPullRequest opened = open(proposal);
                return new ProposalOutcome.Opened(view(opened), complete(opened, proposal));
            } catch (GitHubFault e) {
                boolean mayBeThere = e.isAmbiguous() || e.kind() == GitHubFault.Kind.EXISTS;
                if (!mayBeThere && e.kind() != GitHubFault.Kind.NOT_VISIBLE_YET) {
                    throw e;
                }
                Optional<GHPullRequest> there =
                        mayBeThere ? newest(proposal.head(), proposal.base(), GHIssueState.OPEN) : Optional.empty();
                if (there.isPresent()) {
                    return new ProposalOutcome.Adopted(view(there.get()), complete(there.get(), proposal));
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
            return newest(head, base, GHIssueState.ALL).map(GitHubPullRequests::view);
        } catch (GitHubFault e) {
            throw e.toException("look for pull requests of '" + head + "' on '"
                    + connection.settings().fullName() + "'");
        }
    }

    private GHPullRequest open(PullRequestProposal proposal) {
        return hub.ask(repository -> repository.createPullRequest(
                proposal.title(),
                proposal.head().value(),
                proposal.base().value(),
                proposal.body(),
                true,
                proposal.draft()));
    }

    private Optional<GHPullRequest> newest(BranchName head, BranchName base, GHIssueState state) {
        for (int attempt = 1; ; attempt++) {
            try {
                return hub.ask(repository -> {
                    List<GHPullRequest> first = repository
                            .queryPullRequests()
                            .state(state)
                            .head(repository.getOwnerName() + ":" + head)
                            .base(base.value())
                            .sort(GHPullRequestQueryBuilder.Sort.CREATED)
                            .direction(GHDirection.DESC)
                            .list()
                            .withPageSize(1)
                            .iterator()
                            .nextPage();
                    return first.stream().findFirst();
                });
            } catch (java.util.NoSuchElementException e) {
                return Optional.empty();
            } catch (GitHubFault e) {
                if (!e.isAmbiguous() || attempt == ATTEMPTS) {
                    throw e;
                }
                connection.pause(Duration.ofSeconds(attempt));
            }
        }
    }

    /** Adds what is missing. None of it is worth losing the pull request for, so a refusal becomes a warning. */
    private List<String> complete(GHPullRequest pull, PullRequestProposal proposal) {
        List<String> warnings = new ArrayList<>();
        List<String> labels = new ArrayList<>(proposal.labels());
        for (GHLabel label : pull.getLabels()) {
            labels.remove(label.getName());
        }
        if (!labels.isEmpty()) {
            ArrayNode names = GitHubApi.object().putArray("labels");
            labels.forEach(names::add);
            ObjectNode body = GitHubApi.object();
            body.set("labels", names);
            attempt(
                    "add the labels " + labels,
                    warnings,
                    () -> api.send("POST", "/issues/" + pull.getNumber() + "/labels", body, GitHubApi.Repeat.SAFE));
        }
        List<String> reviewers = new ArrayList<>(proposal.reviewers());
        reviewers.removeAll(asked(pull, warnings));
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
                    () -> api.send(
                            "POST",
                            "/pulls/" + pull.getNumber() + "/requested_reviewers",
                            body,
                            GitHubApi.Repeat.SAFE));
        }
        return warnings;
    }

    private Set<String> asked(GHPullRequest pull, List<String> warnings) {
        Set<String> asked = new HashSet<>();
        try {
            for (GHUser user : pull.getRequestedReviewers()) {
                asked.add(user.getLogin());
            }
            pull.getRequestedTeams().forEach(team -> asked.add(TEAM + team.getSlug()));
        } catch (IOException e) {
            warnings.add("Cannot see who was asked for a review: " + e.getMessage() + ". Everybody is asked again.");
        }
        return asked;
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

    private static PullRequest view(GHPullRequest pull) {
        try {
            PullRequest.State state;
            if (pull.getMergedAt() != null) {
                state = PullRequest.State.MERGED;
            } else if (pull.getState() == GHIssueState.CLOSED) {
                state = PullRequest.State.CLOSED;
            } else {
                state = pull.isDraft() ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
            }
            return new PullRequest(
                    pull.getNumber(),
                    URI.create(pull.getHtmlUrl().toString()),
                    new BranchName(pull.getHead().getRef()),
                    new BranchName(pull.getBase().getRef()),
                    pull.getTitle(),
                    state);
        } catch (IOException e) {
            throw new GitHubFault(GitHubFault.Kind.PROTOCOL, 0, "a pull request that was not understood", e);
        }
    }
}
