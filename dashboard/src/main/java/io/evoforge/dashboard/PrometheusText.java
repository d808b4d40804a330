package io.evoforge.dashboard;

import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.model.Totals;
import io.evoforge.dashboard.model.VersionRow;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** The run in numbers, in the text format of Prometheus, version 0.0.4. */
final class PrometheusText {
    private final RunModel model;
    private final RunFollower follower;

    PrometheusText(RunModel model, RunFollower follower) {
        this.model = model;
        this.follower = follower;
    }

    void serve(Context context) {
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(text());
    }

    private String text() {
        Totals totals = model.totals();
        List<VersionRow> versions = model.versions();
        StringBuilder out = new StringBuilder();
        family(out, "evoforge_up", "gauge", "Whether the run's events can be read.");
        sample(out, "evoforge_up", "", follower.problem() == null ? 1 : 0);
        family(out, "evoforge_events_total", "counter", "Events of the run.");
        sample(out, "evoforge_events_total", "", totals.position());
        family(out, "evoforge_candidates_total", "counter", "Candidates that were decided, by what became of them.");
        decided(out, "adopted", totals.adopted());
        decided(out, "rejected", totals.rejected());
        decided(out, "refused", totals.refused());
        decided(out, "unusable", totals.unusable());
        decided(out, "indecisive", totals.indecisive());
        family(out, "evoforge_candidates_under_way", "gauge", "Candidates that were asked for and not decided.");
        sample(out, "evoforge_candidates_under_way", "", totals.candidates() - totals.decided());
        family(out, "evoforge_model_calls_total", "counter", "Answers of proposers.");
        sample(out, "evoforge_model_calls_total", "", totals.calls());
        family(out, "evoforge_model_tokens_total", "counter", "Tokens of prompts and answers.");
        sample(out, "evoforge_model_tokens_total", "{direction=\"input\"}", totals.inputTokens());
        sample(out, "evoforge_model_tokens_total", "{direction=\"output\"}", totals.outputTokens());
        family(out, "evoforge_spent_dollars_total", "counter", "Spent on model calls, in US dollars.");
        fraction(out, "evoforge_spent_dollars_total", "", totals.microdollars() / 1_000_000.0);
        family(out, "evoforge_champion_version", "gauge", "Number of the current version, 0 if there is none.");
        Integer champion = totals.champion();
        sample(out, "evoforge_champion_version", "", champion == null ? 0 : champion);
        family(out, "evoforge_pending_publications", "gauge", "Versions that the remote does not have.");
        sample(
                out,
                "evoforge_pending_publications",
                "",
                versions.stream()
                        .filter(version -> version.commit() == null && !version.withdrawn())
                        .count());
        family(out, "evoforge_publications_last_day", "gauge", "Versions published in the last 24 hours.");
        sample(out, "evoforge_publications_last_day", "", totals.publicationsInLastDay());
        List<VersionRow> standing =
                versions.stream().filter(version -> !version.withdrawn()).toList();
        if (!standing.isEmpty()) {
            VersionRow last = standing.get(standing.size() - 1);
            family(
                    out,
                    "evoforge_champion_bitrate_bits_per_second",
                    "gauge",
                    "Bitrate of the current version at the reference PSNR.");
            fraction(
                    out,
                    "evoforge_champion_bitrate_bits_per_second",
                    "{group=\"training\"}",
                    last.bitrateMbps() * 1_000_000);
            fraction(
                    out,
                    "evoforge_champion_bitrate_bits_per_second",
                    "{group=\"held_out\"}",
                    last.heldOutBitrateMbps() * 1_000_000);
        }
        return out.toString();
    }

    private static void decided(StringBuilder out, String verdict, long value) {
        sample(out, "evoforge_candidates_total", "{verdict=\"" + verdict + "\"}", value);
    }

    private static void family(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void sample(StringBuilder out, String name, String labels, long value) {
        out.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static void fraction(StringBuilder out, String name, String labels, double value) {
        out.append(name)
                .append(labels)
                .append(' ')
                .append(String.format(Locale.ROOT, "%.6f", value))
                .append('\n');
    }
}
