package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
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
                        && pull.fork() == null
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
                exchange.body().path("draft").asBoolean(false),
                exchange.github().clock().instant());
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
                    && (head == null || head.equals(owner(repository, pull) + ":" + pull.head()))
                    && (base == null || base.equals(pull.base()))) {
                found.add(pull);
            }
        }
        Collections.reverse(found);
        ArrayNode pulls = GitJson.array();
        found.forEach(pull -> pulls.add(json(exchange, pull)));
        return exchange.paged(pulls);
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
        ObjectId merged = merging(exchange, pull(exchange))
                .merge(
                        exchange.text("sha", ""),
                        exchange.text("merge_method", "merge"),
                        exchange.text("commit_title", ""),
                        exchange.text("commit_message", ""));
        return Reply.ok(GitJson.object()
                .put("sha", merged.name())
                .put("merged", true)
                .put("message", "Pull Request successfully merged"));
    }

    private static PullMerging merging(Exchange exchange, SimulatedPull pull) {
        return new PullMerging(
                exchange.repository(),
                pull,
                exchange.account().login(),
                exchange.github().clock().instant());
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
        List<String> lines = new ArrayList<>();
        for (JsonNode line : exchange.body().path("comments")) {
            if (!line.path("path").isTextual() || !line.path("line").isInt()) {
                throw new Refusal(422, "Unprocessable Entity");
            }
            if (!isInDiff(exchange, pull, line.path("path").textValue())) {
                throw new Refusal(422, "Unprocessable Entity: Path could not be resolved");
            }
            lines.add(line.path("path").textValue() + ":" + line.path("line").intValue() + " "
                    + line.path("body").asText());
        }
        pull.reviewNotes()
                .add(new SimulatedPull.Note(exchange.account().login(), event, exchange.text("body", ""), lines));
        return Reply.ok(GitJson.object().put("id", pull.reviewNotes().size()).put("state", event));
    }

    private static boolean isInDiff(Exchange exchange, SimulatedPull pull, String path) {
        ObjectId head = exchange.store().ref(Constants.R_HEADS + pull.head());
        ObjectId base = exchange.store().ref(Constants.R_HEADS + pull.base());
        if (head == null || base == null) {
            return false;
        }
        ObjectId ancestor = exchange.store().mergeBase(base, head);
        RevCommit from = ancestor == null ? null : exchange.store().commit(ancestor);
        RevCommit to = exchange.store().commit(head);
        return to != null
                && exchange.store().diff(from == null ? null : from.getTree(), to.getTree()).stream()
                        .anyMatch(entry -> entry.getNewPath().equals(path));
    }

    private static Reply reviews(Exchange exchange) {
        return Reply.ok(notes(pull(exchange).reviewNotes()));
    }

    private static ArrayNode notes(List<SimulatedPull.Note> notes) {
        ArrayNode all = GitJson.array();
        for (SimulatedPull.Note note : notes) {
            ObjectNode json = all.addObject();
            json.put("id", all.size());
            json.put("state", note.event());
            json.put("body", note.body());
            json.put("author_association", "NONE");
            json.set("user", RepositoryRoutes.owner(note.author()));
        }
        return all;
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
        pull.commentNotes()
                .add(new SimulatedPull.Note(exchange.account().login(), "", exchange.text("body"), List.of()));
        return Reply.created(
                GitJson.object().put("id", pull.commentNotes().size()).put("body", exchange.text("body")));
    }

    private static Reply comments(Exchange exchange) {
        return exchange.paged(notes(pull(exchange).commentNotes()));
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
        ObjectNode json = json(exchange, pull).put("mergeable_state", "unknown");
        boolean isKnown = pull.isOpen() && !exchange.repository().isComputingMergeability();
        return isKnown ? json.put("mergeable", merging(exchange, pull).isMergeable()) : json.putNull("mergeable");
    }

    private static ObjectNode json(Exchange exchange, SimulatedPull pull) {
        SimulatedRepository repository = exchange.repository();
        String api = RepositoryRoutes.api(exchange);
        String page = exchange.github().origin() + "/" + repository.fullName() + "/pull/" + pull.number();
        ObjectNode json = GitJson.object();
        json.put("id", pull.number());
        json.put("node_id", repository.pullNodeId(pull));
        json.put("number", pull.number());
        json.put("state", pull.isOpen() ? "open" : "closed");
        json.put("title", pull.title());
        json.put("body", pull.body());
        json.put("draft", pull.isDraft());
        json.put("merged", pull.isMerged());
        Instant mergedAt = pull.mergedAt();
        json.put("created_at", GitJson.time(pull.createdAt()));
        json.put("merged_at", mergedAt == null ? null : GitJson.time(mergedAt));
        json.put("merge_commit_sha", pull.mergeCommit());
        json.put("html_url", page);
        json.put("url", api + "/pulls/" + pull.number());
        json.put("issue_url", api + "/issues/" + pull.number());
        json.set("user", RepositoryRoutes.owner(pull.author()));
        json.set("labels", labelArray(pull.labels()));
        ArrayNode reviewers = json.putArray("requested_reviewers");
        pull.requestedReviewers().forEach(login -> reviewers.add(RepositoryRoutes.owner(login)));
        ArrayNode teams = json.putArray("requested_teams");
        pull.requestedTeams().forEach(team -> teams.add(GitJson.object().put("slug", team)));
        ObjectNode head = end(exchange, pull.head());
        if (pull.fork() == null) {
            head.put("sha", pull.headCommit(exchange.store().ref(Constants.R_HEADS + pull.head())));
        } else {
            head.put("label", pull.fork() + ":" + pull.head());
            head.put("sha", end(exchange, pull.base()).path("sha").asText()); // not of interest here
            head.set("user", RepositoryRoutes.owner(pull.fork()));
            head.set(
                    "repo",
                    GitJson.object()
                            .put("full_name", pull.fork() + "/" + repository.name())
                            .put("fork", true));
        }
        json.set("head", head);
        json.set("base", end(exchange, pull.base()));
        return json;
    }

    private static String owner(SimulatedRepository repository, SimulatedPull pull) {
        String fork = pull.fork();
        return fork == null ? repository.owner() : fork;
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
