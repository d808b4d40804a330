package io.evoforge.app.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.vcs.hosting.RequestBudget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may still be asked of the repository's host, for machines. */
public final class RequestBudgetJson {
    private RequestBudgetJson() {}

    /** The budget with every part of it; times are in ISO 8601, and null where there is none. */
    public static ObjectNode of(RequestBudget budget) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sent", budget.requests());
        json.put("limited", budget.limited());
        var quotas = json.putArray("quotas");
        budget.quotas()
                .forEach(quota -> quotas.addObject()
                        .put("resource", quota.resource())
                        .put("left", quota.left())
                        .put("limit", quota.limit())
                        .put("renewedAt", text(quota.renewedAt())));
        json.set("writesInLastMinute", writes(budget.minute()));
        json.set("writesInLastHour", writes(budget.hour()));
        json.put("nextWrite", text(budget.nextWrite()));
        json.put("restUntil", text(budget.restUntil()));
        return json;
    }

    private static ObjectNode writes(RequestBudget.Writes writes) {
        return JsonNodeFactory.instance.objectNode().put("used", writes.used()).put("allowed", writes.allowed());
    }

    private static @Nullable String text(@Nullable Instant when) {
        return when == null ? null : when.toString();
    }
}
