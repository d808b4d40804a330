package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A repository as a whole, and who is asking. */
final class RepositoryRoutes {
    private RepositoryRoutes() {}

    static void addTo(Router router) {
        router.addForRepository(
                "GET", "", exchange -> Reply.ok(json(exchange.github(), exchange.repository(), exchange)));
        router.add("GET", "/user", RepositoryRoutes::user);
        router.add("GET", "/rate_limit", RepositoryRoutes::rateLimit);
    }

    static String api(Exchange exchange) {
        return exchange.github().apiUrl() + "/repos/" + exchange.repository().fullName();
    }

    static ObjectNode owner(String login) {
        return GitJson.object()
                .put("login", login)
                .put("id", 1)
                .put("type", "User")
                .put("url", "");
    }

    static ObjectNode json(SimulatedGitHub github, SimulatedRepository repository, Exchange exchange) {
        ObjectNode json = GitJson.object();
        json.put("id", repository.id());
        json.put("node_id", repository.nodeId());
        json.put("name", repository.name());
        json.put("full_name", repository.fullName());
        json.put("private", true);
        json.set("owner", owner(repository.owner()));
        json.put("html_url", github.origin() + "/" + repository.fullName());
        json.put("url", github.apiUrl() + "/repos/" + repository.fullName());
        json.put("default_branch", repository.defaultBranch());
        json.put("archived", repository.archived());
        json.put("has_issues", true);
        boolean push = exchange.account().may(Permission.CONTENTS);
        json.set(
                "permissions",
                GitJson.object().put("admin", false).put("push", push).put("pull", true));
        return json;
    }

    private static Reply user(Exchange exchange) {
        return Reply.ok(owner(exchange.account().login()));
    }

    private static Reply rateLimit(Exchange exchange) {
        ObjectNode core = GitJson.object();
        exchange.github().rateLimits().headers(RateLimits.CORE).forEach((name, value) -> {
            String field = name.substring("x-ratelimit-".length());
            if (!field.equals("resource")) {
                core.put(field, Long.parseLong(value));
            }
        });
        ObjectNode json = GitJson.object();
        json.set("resources", GitJson.object().set("core", core));
        json.set("rate", core);
        return Reply.ok(json);
    }
}
