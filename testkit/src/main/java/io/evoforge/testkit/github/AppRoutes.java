package io.evoforge.testkit.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** GitHub Apps: which installation, and a token for it. */
final class AppRoutes {
    private AppRoutes() {}

    static void addTo(Router router) {
        router.add("GET", "/app", AppRoutes::app);
        router.add("GET", "/repos/{owner}/{name}/installation", AppRoutes::installation);
        router.add("POST", "/app/installations/{installation_id}/access_tokens", AppRoutes::token);
    }

    private static Reply app(Exchange exchange) {
        Accounts.App app = exchange.github().accounts().app(exchange.headers().get("authorization"));
        return Reply.ok(object().put("id", 1).put("slug", app.id()).put("name", app.id()));
    }

    private static Reply installation(Exchange exchange) {
        Accounts.App app = exchange.github().accounts().app(exchange.headers().get("authorization"));
        if (!app.repositories().contains(exchange.at("owner") + "/" + exchange.at("name"))) {
            throw new Refusal(404, "Not Found");
        }
        return Reply.ok(object().put("id", app.installation()));
    }

    private static Reply token(Exchange exchange) {
        Accounts accounts = exchange.github().accounts();
        Accounts.App app = accounts.app(exchange.headers().get("authorization"));
        if (app.installation() != exchange.number("installation_id")) {
            throw new Refusal(404, "Not Found");
        }
        String expires = exchange.github()
                .clock()
                .instant()
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return Reply.created(
                object().put("token", accounts.installationToken(app)).put("expires_at", expires));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
