package io.evoforge.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.engine.PendingPublication;
import io.evoforge.engine.RunReport;
import java.util.Locale;

/** The end of a run as JSON. */
final class RunJson {
    private RunJson() {}

    static ObjectNode of(RunReport report) {
        Evolution champion = report.champion();
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("end", report.end().name().toLowerCase(Locale.ROOT))
                .put("candidatesDecided", report.progress().decided())
                .put("adopted", report.progress().adopted())
                .put("champion", champion == null ? null : champion.version().number())
                .put("callsAnswered", report.progress().calls())
                .put("spentMicrodollars", report.progress().spent().microdollars())
                .put("elapsedSeconds", report.progress().elapsed().toSeconds());
        ArrayNode pending = root.putArray("pendingPublications");
        for (PendingPublication one : report.pending()) {
            pending.addObject()
                    .put("version", one.version().number())
                    .put("reason", one.reason())
                    .put("nextTry", one.nextTry() == null ? null : one.nextTry().toString());
        }
        return root;
    }
}
