package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ModelConfig;
import io.evoforge.engine.CostEstimate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a run would do and cost at most.
 *
 * @param config of the run
 * @param cost of its candidates
 */
record DryRun(AppConfig config, CostEstimate cost) {
    /** As names and values for a person. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        AppConfig.Run run = config.run();
        lines.put(
                "proposer",
                config.proposer().kind().name().toLowerCase(Locale.ROOT)
                        + String.join(
                                "",
                                config.proposer().models().stream()
                                        .map(model -> ", " + told(model))
                                        .toList()));
        config.review()
                .model()
                .ifPresent(model -> lines.put(
                        "review",
                        told(model) + " reads each adopted version; its cost comes on top of what candidates cost"));
        lines.put("search", config.search().strategy().name() + ", seed " + run.seed());
        lines.put("candidates", run.generations() + ", " + run.candidatesInFlight() + " in flight");
        lines.put("at once", run.modelCalls() + " model calls, " + run.workers() + " evaluations");
        lines.put("cost", cost(cost));
        lines.put(
                "budget",
                config.budget()
                        .dollars()
                        .map(dollars -> String.format(Locale.ROOT, "$%.2f for the whole run", dollars))
                        .orElse("no limit in dollars"));
        lines.put("state", config.stateDirectory().toString());
        lines.put("publishing", config.commit().strategy().configurationName());
        return lines;
    }

    /** As JSON, with money in millionths of a US dollar. */
    ObjectNode json() {
        AppConfig.Run run = config.run();
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("proposer", config.proposer().kind().name().toLowerCase(Locale.ROOT));
        ArrayNode models = root.putArray("models");
        for (ModelConfig model : config.proposer().models()) {
            ObjectNode one = models.addObject().put("name", model.settings().name());
            var price = model.settings().price();
            if (price != null) {
                one.put("inputDollarsPerMillionTokens", price.inputDollars())
                        .put("outputDollarsPerMillionTokens", price.outputDollars());
            }
        }
        root.put("search", config.search().strategy().name())
                .put("seed", run.seed())
                .put("candidates", run.generations())
                .put("candidatesInFlight", run.candidatesInFlight())
                .put("modelCallsAtOnce", run.modelCalls())
                .put("evaluationsAtOnce", run.workers())
                .put("mostMicrodollars", cost.microdollars())
                .put("mostMicrodollarsWithRepairs", cost.microdollarsWithRepairs())
                .put("mostMicrodollarsPerCall", cost.microdollarsPerCall());
        config.review()
                .model()
                .ifPresent(model -> root.put("review", model.settings().name()));
        config.budget().dollars().ifPresent(dollars -> root.put("budgetDollars", dollars));
        return root.put("stateDirectory", config.stateDirectory().toString())
                .put("publishing", config.commit().strategy().configurationName());
    }

    private static String told(ModelConfig model) {
        var price = model.settings().price();
        return model.settings().name()
                + (price == null
                        ? " (price unknown: its calls are counted as free)"
                        : String.format(
                                Locale.ROOT,
                                " ($%.2f in, $%.2f out per million tokens)",
                                price.inputDollars(),
                                price.outputDollars()));
    }

    /** What {@code cost} says, in words. */
    static String cost(CostEstimate cost) {
        return cost.isFree()
                ? "nothing is paid for"
                : String.format(
                        Locale.ROOT,
                        "at most $%.2f, and $%.2f if every one needs its repair turn; at most $%.2f for one call",
                        cost.microdollars() / 1e6,
                        cost.microdollarsWithRepairs() / 1e6,
                        cost.microdollarsPerCall() / 1e6);
    }
}
