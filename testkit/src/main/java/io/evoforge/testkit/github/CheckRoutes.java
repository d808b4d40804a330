package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commit statuses and check runs. */
final class CheckRoutes {
    private static final int SUITE_OF_APP = 1;
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");

    private CheckRoutes() {}

    static void addTo(Router router) {
        router.addForRepository("POST", "/statuses/{sha}", CheckRoutes::createStatus);
        router.addForRepository("GET", "/commits/{ref}/statuses", CheckRoutes::statuses);
        router.addForRepository("GET", "/commits/{ref}/status", CheckRoutes::combined);
        router.addForRepository("POST", "/check-runs", CheckRoutes::createRun);
        router.addForRepository("PATCH", "/check-runs/{id}", CheckRoutes::updateRun);
        router.addForRepository("GET", "/commits/{ref}/check-runs", CheckRoutes::runs);
    }

    private static Reply createStatus(Exchange exchange) {
        exchange.require(Permission.STATUSES);
        String state = exchange.text("state");
        if (!STATES.contains(state)) {
            throw new Refusal(422, "Validation Failed")
                    .withError("Status", "invalid", "state is not included in the list");
        }
        SimulatedStatus status = new SimulatedStatus(
                next(exchange),
                commit(exchange, exchange.at("sha")),
                exchange.text("context", "default"),
                false,
                0,
                state,
                null,
                exchange.text("description", ""),
                "",
                exchange.body().path("target_url").textValue(),
                exchange.github().clock().instant());
        exchange.repository().statusList().add(status);
        return Reply.created(json(status));
    }

    private static Reply statuses(Exchange exchange) {
        ArrayNode statuses = GitJson.array();
        of(exchange, false).forEach(status -> statuses.add(json(status)));
        return exchange.paged(statuses);
    }

    private static Reply combined(Exchange exchange) {
        ArrayNode statuses = GitJson.array();
        Set<String> seen = new TreeSet<>();
        String state = "success";
        for (SimulatedStatus status : of(exchange, false)) {
            if (seen.add(status.name())) {
                statuses.add(json(status));
                state = status.state().equals("success") ? state : status.state();
            }
        }
        ObjectNode json = GitJson.object();
        json.put("state", seen.isEmpty() ? "pending" : state);
        json.put("total_count", seen.size());
        json.set("statuses", statuses);
        return Reply.ok(json);
    }

    private static Reply createRun(Exchange exchange) {
        exchange.require(Permission.CHECKS);
        JsonNode conclusion = exchange.body().get("conclusion");
        SimulatedStatus run = new SimulatedStatus(
                next(exchange),
                commit(exchange, exchange.text("head_sha")),
                exchange.text("name"),
                true,
                SUITE_OF_APP,
                conclusion == null ? exchange.text("status", "queued") : "completed",
                conclusion == null ? null : conclusion.asText(),
                exchange.body().path("output").path("title").asText(""),
                exchange.body().path("output").path("summary").asText(""),
                exchange.body().path("details_url").textValue(),
                exchange.github().clock().instant());
        exchange.repository().statusList().add(run);
        return Reply.created(json(run));
    }

    private static Reply updateRun(Exchange exchange) {
        exchange.require(Permission.CHECKS);
        List<SimulatedStatus> all = exchange.repository().statusList();
        int id = exchange.number("id");
        for (int i = 0; i < all.size(); i++) {
            SimulatedStatus old = all.get(i);
            if (old.id() == id && old.checkRun()) {
                String conclusion = exchange.body().path("conclusion").textValue();
                SimulatedStatus updated = new SimulatedStatus(
                        id,
                        old.commit(),
                        old.name(),
                        true,
                        old.suite(),
                        conclusion == null ? exchange.text("status", old.state()) : "completed",
                        conclusion,
                        exchange.body().path("output").path("title").asText(old.summary()),
                        exchange.body().path("output").path("summary").asText(old.text()),
                        old.url(),
                        old.createdAt());
                all.set(i, updated);
                return Reply.ok(json(updated));
            }
        }
        throw new Refusal(404, "Not Found");
    }

    private static Reply runs(Exchange exchange) {
        ArrayNode runs = GitJson.array();
        Set<String> seen = new TreeSet<>();
        of(exchange, true).stream()
                .filter(run -> seen.add(run.suite() + " " + run.name())) // the latest of each suite
                .forEach(run -> runs.add(json(run)));
        ObjectNode json = GitJson.object();
        json.put("total_count", runs.size());
        json.set("check_runs", exchange.part(runs));
        return Reply.ok(json).withHeader("Link", exchange.links(runs.size()));
    }

    /** Newest first, as GitHub lists them. */
    private static List<SimulatedStatus> of(Exchange exchange, boolean runs) {
        String commit = commit(exchange, exchange.at("ref"));
        return exchange.repository().statuses().stream()
                .filter(status -> status.checkRun() == runs && status.commit().equals(commit))
                .sorted(java.util.Comparator.comparingInt(SimulatedStatus::id).reversed())
                .toList();
    }

    private static ObjectNode json(SimulatedStatus status) {
        ObjectNode json = GitJson.object();
        json.put("id", status.id());
        json.put("url", "");
        if (status.checkRun()) {
            json.put("name", status.name());
            json.put("head_sha", status.commit());
            json.set("check_suite", GitJson.object().put("id", status.suite()));
            json.put("status", status.state());
            json.put("conclusion", status.conclusion());
            json.put("details_url", status.url());
            json.put("started_at", GitJson.time(status.createdAt()));
            json.set("output", GitJson.object().put("title", status.summary()).put("summary", status.text()));
        } else {
            json.put("context", status.name());
            json.put("state", status.state());
            json.put("description", status.summary());
            json.put("target_url", status.url());
            json.put("created_at", GitJson.time(status.createdAt()));
        }
        return json;
    }

    private static int next(Exchange exchange) {
        return exchange.repository().statusList().size() + 1;
    }

    private static String commit(Exchange exchange, String revision) {
        RevCommit commit = exchange.store().resolve(revision);
        if (commit == null) {
            throw new Refusal(422, "No commit found for SHA: " + revision);
        }
        return commit.name();
    }
}
