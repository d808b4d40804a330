package io.evoforge.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.review.ReviewReply;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A version's tale for machines. Names and units are stable; new fields may be added. */
public final class VersionTaleJson {
    private VersionTaleJson() {}

    /** The tale, with what {@code history} knows of the publication, and headlines at {@code psnrDb}. */
    public static ObjectNode of(VersionTale tale, RunHistory history, double psnrDb) {
        Evolution evolution = tale.evolution();
        Evidence evidence = evolution.evidence();
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("version", evolution.version().number())
                .put("id", evolution.id().value())
                .put("summary", evolution.summary())
                .put("adoptedAt", evolution.adoptedAt().toString())
                .put("candidate", evidence.candidate())
                .put("seed", evidence.seed())
                .put("proposer", evidence.proposer())
                .put("approach", tale.approach())
                .put("microdollars", tale.microdollars())
                .put("sourceSha256", evolution.source().sha256().hex())
                .put("source", evolution.source().text())
                .put("diff", String.join("\n", tale.diff()));
        Decision decision = tale.decision();
        if (decision != null) {
            root.putObject("decision").put("verdict", decision.verdict().name()).put("reason", decision.reason());
        }
        ObjectNode measured = root.putObject("evidence");
        measured.set("training", EvaluationJson.of(evidence.training(), psnrDb));
        measured.set("heldOut", EvaluationJson.of(evidence.heldOut(), psnrDb));
        put(measured, "trainingComparison", evidence.trainingComparison());
        put(measured, "heldOutComparison", evidence.heldOutComparison());
        ArrayNode turns = root.putArray("turns");
        for (VersionTale.Turn turn : tale.turns()) {
            turns.addObject()
                    .put("call", turn.replied().call())
                    .put("attempt", turn.replied().attempt())
                    .put("model", turn.replied().reply().model())
                    .put("inputTokens", turn.replied().reply().usage().inputTokens())
                    .put("outputTokens", turn.replied().reply().usage().outputTokens())
                    .put("microdollars", turn.replied().reply().usage().microdollars())
                    .put("prompt", turn.replied().prompt())
                    .put("reply", turn.replied().reply().text())
                    .put("fault", turn.fault());
        }
        history.review(evolution.version()).ifPresent(review -> put(root.putObject("review"), review));
        ObjectNode publication = root.putObject("publication");
        publication.put(
                "commit",
                history.commit(evolution.version()).map(commit -> commit.hex()).orElse(null));
        history.delay(evolution.version())
                .ifPresent(delay -> publication
                        .put("delayedBecause", delay.reason())
                        .put(
                                "nextTry",
                                delay.nextTry() == null ? null : delay.nextTry().toString()));
        history.withdrawal(evolution.version())
                .ifPresent(withdrawal -> publication
                        .put("withdrawnBecause", withdrawal.reason())
                        .put("withdrawnWith", withdrawal.version().number()));
        return root;
    }

    private static void put(ObjectNode target, ReviewReply review) {
        target.put("model", review.model())
                .put("verdict", review.verdict().name().toLowerCase(Locale.ROOT))
                .put("summary", review.summary())
                .put("inputTokens", review.usage().inputTokens())
                .put("outputTokens", review.usage().outputTokens())
                .put("microdollars", review.usage().microdollars());
        ArrayNode risks = target.putArray("risks");
        review.risks().forEach(risks::add);
        ArrayNode comments = target.putArray("comments");
        review.comments()
                .forEach(comment -> comments.addObject()
                        .put("path", comment.path().value())
                        .put("line", comment.line())
                        .put("text", comment.text()));
    }

    private static void put(ObjectNode target, String name, @Nullable Comparison comparison) {
        if (comparison == null) {
            return;
        }
        ObjectNode node = target.putObject(name).put("meanBdRatePercent", comparison.meanBdRatePercent());
        ObjectNode sequences = node.putObject("sequences");
        comparison.sequences().forEach(one -> sequences.put(one.sequence(), one.bdRatePercent()));
    }
}
