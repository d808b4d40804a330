package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Pull requests, their labels, reviewers, reviews and comments, and merging. */
final class PullRoutes {
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_BODY = 65_536;

    private PullRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("POST", "/pulls", PullRoutes::create);
        router.addForRepository("GET", "/pulls", PullRoutes::list);
        router.addForRepository("GET", "/pulls/{number}", exchange -> Reply.ok(whole(exchange, pull(exchange))));
        router.addForRepository("PATCH", "/pulls/{number}", PullRoutes::update);
        router.addForRepository("PUT", "/pulls/{number}/merge", PullRoutes::merge);
        router.addForRepository("POST", "/pulls/{number}/requested_reviewers", PullRoutes::requestReviewers);
        router.addForRepository("POST", "/pulls/{number}/reviews", PullRoutes::review);
        router.addForRepository("GET", "/pulls/{number}/reviews", PullRoutes::reviews);
        router.addForRepository("POST", "/issues/{number}/labels", PullRoutes::addLabels);
        router.addForRepository("POST", "/issues/{number}/comments", PullRoutes::comment);
        router.addForRepository("GET", "/issues/{number}/comments", PullRoutes::comments);
        router.addForRepository("POST", "/labels", PullRoutes::createLabel);
        router.addForRepository("GET", "/labels", PullRoutes::labels);
    }

    private static Reply create(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        SimulatedRepository repository = exchange.repository();
        String head = exchange.text("head");
        int colon = head.indexOf(':');
        String branch = colon < 0 ? head : head.substring(colon + 1);
        String base = exchange.text("base");
        String title = exchange.text("title");
        if (title.length() > LONGEST_TITLE) {
            throw invalid("title is too long (maximum is 256 characters)");
        }
        String body = exchange.text("body", "");
        if (body.length() > LONGEST_BODY) {
            throw invalid("body is too long (maximum is 65536 characters)");
        }
        ObjectId headTip = exchange.store().ref(Constants.R_HEADS + branch);
        ObjectId baseTip = exchange.store().ref(Constants.R_HEADS + base);
        if (baseTip == null) {
            throw new Refusal(422, "Validation Failed").withError("PullRequest", "invalid", "base is invalid");
        }
        if (headTip == null) {
            throw invalid("Head sha can't be blank");
        }
        boolean exists = repository.pulls().stream()
                .anyMatch(pull -> pull.isOpen()
                        && pull.head().equals(branch)
                        && pull.base().equals(base));
        if (exists) {
            throw invalid("A pull request already exists for " + repository.owner() + ":" + branch + ".");
        }
        if (exchange.store().isAncestor(headTip, baseTip)) {
            throw invalid("No commits between " + base + " and " + branch);
        }
        SimulatedPull pull = new SimulatedPull(
                repository.nextNumber(),
                branch,
                base,
                title,
                body,
                exchange.account().login(),
                exchange.body().path("draft").asBoolean(false));
        repository.pullsByNumber().put(pull.number(), pull);
        return Reply.created(whole(exchange, pull));
    }

    private static Refusal invalid(String message) {
        return new Refusal(422, "Validation Failed").withError("PullRequest", "custom", message);
    }

    private static Reply list(Exchange exchange) {
        SimulatedRepository repository = exchange.repository();
        String state = exchange.query().getOrDefault("state", "open");
        String head = exchange.query().get("head");
        String base = exchange.query().get("base");
        List<SimulatedPull> found = new ArrayList<>();
        for (SimulatedPull pull : repository.pulls()) {
            boolean fits = state.equals("all") || (state.equals("open") == pull.isOpen());
            if (fits
                    && (head == null || head.equals(repository.owner() + ":" + pull.head()))
                    && (base == null || base.equals(pull.base()))) {
                found.add(pull);
            }
        }
        Collections.reverse(found);
        ArrayNode pulls = GitJson.array();
        found.stream().limit(exchange.perPage()).forEach(pull -> pulls.add(json(exchange, pull)));
        return Reply.ok(pulls);
    }

    private static Reply update(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        SimulatedPull pull = pull(exchange);
        pull.setTitle(exchange.text("title", pull.title()));
        pull.setBody(exchange.text("body", pull.body()));
        pull.setBase(exchange.text("base", pull.base()));
        pull.setOpen(exchange.text("state", pull.isOpen() ? "open" : "closed").equals("open"));
        return Reply.ok(json(exchange, pull));
    }

    private static Reply merge(Exchange exchange) {
        exchange.require(Permission.CONTENTS);
        SimulatedPull pull = pull(exchange);
        GitStore store = exchange.store();
        ObjectId head = store.ref(Constants.R_HEADS + pull.head());
        ObjectId base = store.ref(Constants.R_HEADS + pull.base());
        if (!pull.isOpen() || head == null || base == null) {
            throw new Refusal(405, "Pull Request is not mergeable");
        }
        String expected = exchange.text("sha", "");
        if (!expected.isEmpty() && !expected.equals(head.name())) {
            throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
        }
        if (!store.isAncestor(base, head)) {
            throw new Refusal(405, "Base branch was modified. Review and try the merge again.");
        }
        RevCommit headCommit = store.commit(head);
        if (headCommit == null) {
            throw new Refusal(405, "Pull Request is not mergeable");
        }
        PersonIdent merger = GitJson.person(
                null, exchange.account().login(), exchange.github().clock().instant());
        ObjectId merged = store.insertCommit(
                headCommit.getTree(),
                List.of(base, head),
                "Merge pull request #" + pull.number() + " from "
                        + exchange.repository().owner() + "/" + pull.head(),
                merger,
                merger);
        store.setRef(Constants.R_HEADS + pull.base(), merged);
        pull.merge();
        return Reply.ok(GitJson.object()
                .put("sha", merged.name())
                .put("merged", true)
                .put("message", "Pull Request successfully merged"));
    }

    private static Reply requestReviewers(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        SimulatedPull pull = pull(exchange);
        Set<String> known = exchange.repository().reviewers();
        for (JsonNode reviewer : exchange.body().path("reviewers")) {
            String login = reviewer.asText();
            if (login.equals(pull.author())) {
                throw new Refusal(422, "Review cannot be requested from pull request author.");
            }
            if (!known.contains(login)) {
                throw new Refusal(
                        422,
                        "Reviews may only be requested from collaborators. One or more of the users or teams you"
                                + " specified is not a collaborator of the "
                                + exchange.repository().fullName()
                                + " repository.");
            }
        }
        exchange.body().path("reviewers").forEach(r -> pull.requestedReviewers().add(r.asText()));
        exchange.body()
                .path("team_reviewers")
                .forEach(r -> pull.requestedTeams().add(r.asText()));
        return Reply.created(json(exchange, pull));
    }

    private static Reply review(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        String event = exchange.text("event", "PENDING");
        SimulatedPull pull = pull(exchange);
        if (event.equals("APPROVE") && pull.author().equals(exchange.account().login())) {
            throw new Refusal(422, "Can not approve your own pull request");
        }
        pull.reviews().add(event + ": " + exchange.text("body", ""));
        return Reply.ok(GitJson.object().put("id", pull.reviews().size()).put("state", event));
    }

    private static Reply reviews(Exchange exchange) {
        ArrayNode reviews = GitJson.array();
        for (String review : pull(exchange).reviews()) {
            int colon = review.indexOf(": ");
            reviews.add(GitJson.object()
                    .put("id", reviews.size() + 1)
                    .put("state", review.substring(0, colon))
                    .put("body", review.substring(colon + 2)));
        }
        return Reply.ok(reviews);
    }

    private static Reply addLabels(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        SimulatedPull pull = pull(exchange);
        JsonNode body = exchange.body();
        for (JsonNode label : body.isArray() ? body : body.path("labels")) {
            String name =
                    label.isTextual() ? label.asText() : label.path("name").asText();
            exchange.repository().labels().add(name);
            pull.labels().add(name);
        }
        return Reply.ok(labelArray(pull.labels()));
    }

    private static Reply comment(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        SimulatedPull pull = pull(exchange);
        pull.comments().add(exchange.text("body"));
        return Reply.created(GitJson.object().put("id", pull.comments().size()).put("body", exchange.text("body")));
    }

    private static Reply comments(Exchange exchange) {
        ArrayNode comments = GitJson.array();
        for (String comment : pull(exchange).comments()) {
            comments.add(GitJson.object().put("id", comments.size() + 1).put("body", comment));
        }
        return Reply.ok(comments);
    }

    private static Reply createLabel(Exchange exchange) {
        exchange.require(Permission.PULL_REQUESTS);
        if (!exchange.repository().labels().add(exchange.text("name"))) {
            throw new Refusal(422, "Validation Failed").withError("Label", "already_exists", "name already exists");
        }
        return Reply.created(GitJson.object().put("name", exchange.text("name")).put("color", "ededed"));
    }

    private static Reply labels(Exchange exchange) {
        return Reply.ok(labelArray(exchange.repository().labels()));
    }

    private static ArrayNode labelArray(Set<String> names) {
        ArrayNode labels = GitJson.array();
        for (String name : names) {
            labels.add(GitJson.object().put("name", name).put("color", "ededed"));
        }
        return labels;
    }

    private static SimulatedPull pull(Exchange exchange) {
        SimulatedPull pull = exchange.repository().pullsByNumber().get(exchange.number("number"));
        if (pull == null) {
            throw new Refusal(404, "Not Found");
        }
        return pull;
    }

    /** A pull request with what lists leave out. */
    private static ObjectNode whole(Exchange exchange, SimulatedPull pull) {
        return json(exchange, pull).put("mergeable_state", "unknown");
    }

    private static ObjectNode json(Exchange exchange, SimulatedPull pull) {
        SimulatedRepository repository = exchange.repository();
        String api = RepositoryRoutes.api(exchange);
        String page = exchange.github().origin() + "/" + repository.fullName() + "/pull/" + pull.number();
        ObjectNode json = GitJson.object();
        json.put("id", pull.number());
        json.put("node_id", "PR_" + pull.number());
        json.put("number", pull.number());
        json.put("state", pull.isOpen() ? "open" : "closed");
        json.put("title", pull.title());
        json.put("body", pull.body());
        json.put("draft", pull.isDraft());
        json.put("merged", pull.isMerged());
        if (pull.isMerged()) {
            json.put("merged_at", "2026-01-01T00:00:00Z");
        } else {
            json.putNull("merged_at");
        }
        json.put("html_url", page);
        json.put("url", api + "/pulls/" + pull.number());
        json.put("issue_url", api + "/issues/" + pull.number());
        json.set("user", RepositoryRoutes.owner(pull.author()));
        json.set("labels", labelArray(pull.labels()));
        ArrayNode reviewers = json.putArray("requested_reviewers");
        pull.requestedReviewers().forEach(login -> reviewers.add(RepositoryRoutes.owner(login)));
        ArrayNode teams = json.putArray("requested_teams");
        pull.requestedTeams().forEach(team -> teams.add(GitJson.object().put("slug", team)));
        json.set("head", end(exchange, pull.head()));
        json.set("base", end(exchange, pull.base()));
        return json;
    }

    private static ObjectNode end(Exchange exchange, String branch) {
        SimulatedRepository repository = exchange.repository();
        @Nullable ObjectId tip = exchange.store().ref(Constants.R_HEADS + branch);
        ObjectNode end = GitJson.object();
        end.put("label", repository.owner() + ":" + branch);
        end.put("ref", branch);
        end.put("sha", tip == null ? "" : tip.name());
        end.set("user", RepositoryRoutes.owner(repository.owner()));
        end.set("repo", RepositoryRoutes.json(exchange.github(), repository, exchange));
        return end;
    }
}
