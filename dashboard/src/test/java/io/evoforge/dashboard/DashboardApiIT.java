package io.evoforge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.dashboard.port.RepositoryWatch;
import io.evoforge.testkit.MutableClock;
import io.evoforge.vcs.hosting.RequestBudget;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JSON interface, the stream and the metrics say about a run. */
@SuppressWarnings("NullAway.Init") // every test begins with serve()
class DashboardApiIT {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T13:00:00Z"));
    private Dashboard dashboard;
    private Client client;

    @AfterEach
    void close() {
        dashboard.close();
    }

    private void serve(RunStory story) {
        serve(new Dashboard.Sources(story, null, new RecordingControl(), new EchoChat(new StringBuilder()))
                .with(new StagedFrames(), StagedAnchors.ONE));
        until(() -> client.json("/api/overview").at("/totals/position").asInt()
                == story.events().size());
    }

    private void serve(Dashboard.Sources sources) {
        dashboard = Dashboard.start(DashboardSettings.DEFAULT, sources, clock);
        client = new Client(dashboard);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void the_limits_of_the_host_are_told_also_where_it_cannot_be_asked() {
        Instant later = clock.instant().plusSeconds(43);
        RepositoryWatch resting = new RepositoryWatch() {
            @Override
            public Look look() {
                throw new VersionControlException(VersionControlException.Reason.RATE_LIMITED, "Slow down.");
            }

            @Override
            public Optional<RequestBudget> budget() {
                return Optional.of(new RequestBudget(
                        12,
                        1,
                        List.of(new RequestBudget.Quota("core", 4987, 5000, later)),
                        new RequestBudget.Writes(80, 80),
                        new RequestBudget.Writes(212, 500),
                        later,
                        later));
            }
        };
        serve(new Dashboard.Sources(RunStory.of(1, 0), resting, null, null));
        until(() -> client.json("/api/overview").at("/repository/problem").isTextual());

        JsonNode repository = client.json("/api/overview").get("repository");
        JsonNode schemas = client.json("/api").at("/components/schemas");

        assertSame(schemas, schemas.get("Repository"), repository, "repository");
        assertThat(repository.at("/requests/quotas/0/left").asInt()).isEqualTo(4987);
        assertThat(repository.at("/requests/hour/used").asInt()).isEqualTo(212);
        assertThat(repository.at("/requests/restUntil").asText()).isEqualTo(later.toString());
    }

    @Test
    void the_overview_tells_how_the_run_stands() {
        RunStory story = RunStory.of(25, 3);
        story.asked();
        serve(story);

        JsonNode overview = client.json("/api/overview");

        assertThat(overview.at("/totals/candidates").asInt()).isEqualTo(26);
        assertThat(overview.at("/totals/decided").asInt()).isEqualTo(25);
        assertThat(overview.at("/totals/adopted").asInt()).isEqualTo(2);
        assertThat(overview.at("/totals/refused").asInt()).isEqualTo(3);
        assertThat(overview.at("/totals/rejected").asInt()).isEqualTo(20);
        assertThat(overview.at("/totals/champion").asInt()).isEqualTo(3);
        assertThat(overview.at("/totals/boxLevel").asText()).isEqualTo("full");
        assertThat(overview.at("/totals/microdollars").asLong()).isEqualTo(25 * 12_000);
        assertThat(overview.get("budgetMicrodollars").asLong()).isEqualTo(5_000_000);
        assertThat(overview.at("/repository/source").asText()).isEqualTo("journal");
        assertThat(overview.at("/repository/branch").asText()).isEqualTo("main");
        assertThat(overview.at("/repository/commit").asText()).isEqualTo("4".repeat(40));
        assertThat(overview.at("/repository/commitsInLastDay").asInt()).isEqualTo(3);
        assertThat(overview.get("pending")).isEmpty();
        assertThat(overview.get("underWay").findValuesAsText("number")).containsExactly("26");
        assertThat(overview.at("/totals/lastEventAt").asText()).isEqualTo("2026-11-23T12:26:00Z");
        assertThat(overview.at("/totals/decidedInLastHour").asInt()).isEqualTo(25);
        clock.advance(Duration.ofMinutes(10));
        assertThat(client.json("/api/overview").at("/totals/decidedInLastHour").asInt())
                .as("the first nine were decided more than an hour ago")
                .isEqualTo(16);
    }

    @Test
    void the_log_is_read_without_what_happens_to_every_candidate() {
        serve(RunStory.of(25, 3));

        JsonNode newest = client.json("/api/log?milestones=true&limit=3");
        JsonNode before = client.json("/api/log?milestones=true&before="
                + newest.get(0).get("position").asLong());

        assertThat(newest.findValuesAsText("kind")).containsExactly("published", "adopted", "published");
        assertThat(before.findValuesAsText("kind")).containsExactly("started", "adopted", "published", "adopted");
        assertThat(newest.findValuesAsText("version")).containsExactly("2", "3", "3");
    }

    @Test
    void a_version_that_cannot_be_published_is_shown_with_the_reason() {
        RunStory story = RunStory.begun();
        story.better("Fewer bits", 0.5);
        story.delay("the remote refused: no permission");
        serve(story);

        JsonNode pending = client.json("/api/overview").get("pending");

        assertThat(pending).hasSize(1);
        assertThat(pending.get(0).get("version").asInt()).isEqualTo(2);
        assertThat(pending.get(0).get("delay").asText()).isEqualTo("the remote refused: no permission");
    }

    @Test
    void a_candidate_comes_with_diff_diagnostics_and_evidence() {
        RunStory story = RunStory.begun();
        story.better("Fewer bits", 0.5);
        story.refused("A wrong turn", "cannot find symbol");
        serve(story);

        JsonNode adopted = client.json("/api/candidates/1");
        JsonNode refused = client.json("/api/candidates/2");

        assertThat(adopted.at("/row/state").asText()).isEqualTo("ADOPTED");
        assertThat(adopted.at("/row/version").asInt()).isEqualTo(2);
        assertThat(adopted.at("/row/summary").asText()).isEqualTo("Fewer bits");
        assertThat(adopted.at("/row/parent").asText()).isEqualTo("v1");
        assertThat(adopted.at("/training/0/percent").asDouble()).isEqualTo(-50);
        assertThat(adopted.get("curves")).hasSize(4);
        assertThat(lines(adopted, "REMOVED")).containsExactly("// the seed", "    private static final int STEP = 1;");
        assertThat(lines(adopted, "ADDED")).containsExactly("// Fewer bits", "    private static final int STEP = 2;");
        assertThat(refused.at("/row/state").asText()).isEqualTo("REFUSED");
        assertThat(refused.at("/row/stage").asText()).isEqualTo("compile");
        assertThat(refused.at("/row/parent").asText()).isEqualTo("v2");
        assertThat(refused.at("/diagnostics/0/message").asText()).isEqualTo("cannot find symbol");
        assertThat(client.get("/api/candidates/99").statusCode()).isEqualTo(404);
        assertThat(client.get("/api/candidates/x").statusCode()).isEqualTo(400);
    }

    private static List<String> lines(JsonNode candidate, String kind) {
        List<String> lines = new ArrayList<>();
        for (JsonNode hunk : candidate.get("diff")) {
            for (JsonNode line : hunk.get("lines")) {
                if (line.get("kind").asText().equals(kind)) {
                    lines.add(line.get("text").asText());
                }
            }
        }
        return lines;
    }

    @Test
    void the_list_is_read_page_by_page_and_searched() {
        serve(RunStory.of(120, 2));

        JsonNode first = client.json("/api/candidates?limit=50");
        JsonNode second = client.json(
                "/api/candidates?limit=50&before=" + first.get("before").asLong());
        JsonNode third = client.json(
                "/api/candidates?limit=50&before=" + second.get("before").asLong());
        JsonNode refused = client.json("/api/candidates?state=refused&limit=200");
        JsonNode found = client.json("/api/candidates?search=NOT%20COMPILE,%2014");

        assertThat(first.at("/rows/0/number").asInt()).isEqualTo(120);
        assertThat(second.at("/rows/0/number").asInt()).isEqualTo(70);
        assertThat(third.get("rows")).hasSize(20);
        assertThat(third.get("before").isNull()).isTrue();
        assertThat(first.get("total").asInt()).isEqualTo(120);
        assertThat(refused.get("total").asInt())
                .isEqualTo(refused.get("rows").size())
                .isEqualTo(17);
        assertThat(found.get("rows").findValuesAsText("number")).contains("14").doesNotContain("7");
        assertThat(client.get("/api/candidates?state=odd").statusCode()).isEqualTo(400);
    }

    @Test
    void lineage_counts_what_was_tried_from_each_version() {
        serve(RunStory.of(25, 3));

        JsonNode lineage = client.json("/api/lineage");

        assertThat(lineage.findValuesAsText("parent")).containsExactly("v3", "v2", "v1");
        assertThat(lineage.at("/2/total").asInt()).isEqualTo(10);
        assertThat(lineage.at("/2/counts/ADOPTED").asInt()).isEqualTo(1);
        assertThat(lineage.at("/2/candidates/9/version").asInt()).isEqualTo(2);
    }

    @Test
    void a_lost_stream_goes_on_where_it_was() throws Exception {
        RunStory story = RunStory.of(5, 1);
        serve(story);
        int before = story.events().size();

        List<String> missed = ids(before - 3, 3);
        Thread later = new Thread(() -> story.worse("One more"));
        later.start();
        List<String> live = ids(before, 4);
        later.join();

        assertThat(missed).containsExactly("" + (before - 2), "" + (before - 1), "" + before);
        assertThat(live).containsExactly("" + (before + 1), "" + (before + 2), "" + (before + 3), "" + (before + 4));
    }

    private List<String> ids(int after, int wanted) throws Exception {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(dashboard.url() + "api/events").toURL().openConnection();
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Authorization", client.bearer());
        connection.setRequestProperty("Last-Event-ID", Integer.toString(after));
        List<String> ids = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            while (ids.size() < wanted) {
                String line = reader.readLine();
                assertThat(line).as("the stream ended").isNotNull();
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                }
            }
        } finally {
            connection.disconnect();
        }
        return ids;
    }

    @Test
    void only_so_many_streams_are_open_at_once_and_closing_ends_them() throws Exception {
        serve(RunStory.begun());
        List<HttpURLConnection> open = new ArrayList<>();
        int status = 200;
        while (status == 200 && open.size() < 40) {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(dashboard.url() + "api/events").toURL().openConnection();
            connection.setReadTimeout(60_000);
            connection.setRequestProperty("Authorization", client.bearer());
            status = connection.getResponseCode();
            open.add(connection);
        }

        assertThat(status).isEqualTo(503);
        assertThat(open).hasSize(25);
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        open.forEach(HttpURLConnection::disconnect);
    }

    @Test
    void the_run_is_started_and_paused() {
        serve(RunStory.begun());

        HttpResponse<String> started = client.post("/api/run", "{\"action\":\"start\"}");
        HttpResponse<String> again = client.post("/api/run", "{\"action\":\"start\"}");
        HttpResponse<String> paused = client.post("/api/run", "{\"action\":\"pause\"}");

        assertThat(started.body()).contains("\"state\":\"RUNNING\"");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("works already");
        assertThat(paused.body()).contains("\"state\":\"IDLE\"");
    }

    @Test
    void the_chat_answers() {
        serve(RunStory.begun());

        assertThat(client.post("/api/chat", "{\"message\":\"Show GitHub status\"}")
                        .body())
                .isEqualTo("You said: Show GitHub status");
    }

    @Test
    void who_only_watches_is_told_how_to_do_more() {
        serve(Dashboard.Sources.of(RunStory.begun()));

        assertThat(client.post("/api/run", "{\"action\":\"start\"}").body()).contains("serve --run");
        assertThat(client.post("/api/chat", "{\"message\":\"Hello\"}").body()).contains("Nobody answers");
        assertThat(client.json("/api/overview").get("activity").isNull()).isTrue();
    }

    @Test
    void before_there_is_a_run_the_reason_is_told() {
        serve(Dashboard.Sources.of((seen, reader) -> {
            throw new StoreException(StoreException.Reason.NOT_ACCESSIBLE, "There is no run in 'here'.");
        }));

        until(() -> !client.json("/api/overview").get("problem").isNull());

        JsonNode overview = client.json("/api/overview");
        assertThat(overview.get("problem").asText()).isEqualTo("There is no run in 'here'.");
        assertThat(overview.at("/totals/run").isNull()).isTrue();
        assertThat(client.json("/api/versions")).isEmpty();
        assertThat(client.json("/api/curves")).isEmpty();
        assertThat(client.json("/api/lineage")).isEmpty();
        assertThat(client.json("/api/log")).isEmpty();
        assertThat(client.get("/metrics").body()).contains("evoforge_up 0\n");
    }

    @Test
    void metrics_are_prometheus_text() {
        serve(RunStory.of(25, 3));

        String metrics = client.get("/metrics").body();

        assertThat(metrics)
                .contains("evoforge_candidates_total{verdict=\"refused\"} 3\n")
                .contains("evoforge_spent_dollars_total 0.300000\n")
                .contains("evoforge_champion_version 3\n")
                .endsWith("\n");
        assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+(\\{[a-z_]+=\"[a-z_]+\"\\})? [0-9.]+"));
    }

    @Test
    void a_port_that_is_taken_is_named() {
        serve(RunStory.begun());
        int taken = dashboard.url().getPort();

        assertThatExceptionOfType(DashboardException.class)
                .isThrownBy(() -> Dashboard.start(
                        DashboardSettings.DEFAULT.withPort(taken), Dashboard.Sources.of(RunStory.begun()), clock))
                .withMessageContaining("cannot listen on 127.0.0.1:" + taken)
                .withMessageContaining("Choose another port");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/overview, Overview",
        "/api/versions, Version",
        "/api/curves, Curve",
        "/api/anchors, Anchor",
        "/api/frames/2?group=training&sequence=meadow, Frames",
        "/api/candidates, CandidatePage",
        "/api/candidates/10, CandidateDetail",
        "/api/lineage, LineageGroup",
        "/api/log, LogLine"
    })
    void answers_have_exactly_the_fields_that_are_described(String path, String schema) {
        serve(RunStory.of(10, 3));
        JsonNode schemas = client.json("/api").at("/components/schemas");

        JsonNode answer = client.json(path);

        assertSame(schemas, schemas.get(schema), answer.isArray() ? answer.get(0) : answer, path);
    }

    private static void assertSame(JsonNode schemas, JsonNode schema, JsonNode value, String where) {
        JsonNode described = schema;
        if (described.has("oneOf")) {
            described = described.at("/oneOf/0");
        }
        if (described.has("$ref")) {
            String name = described.get("$ref").asText();
            described = schemas.get(name.substring(name.lastIndexOf('/') + 1));
        }
        if (value.isNull()) {
            return;
        }
        if (described.has("properties")) {
            Set<String> fields = new TreeSet<>();
            value.fieldNames().forEachRemaining(fields::add);
            Set<String> expected = new TreeSet<>();
            described.get("properties").fieldNames().forEachRemaining(expected::add);
            assertThat(fields).as(where).isEqualTo(expected);
            for (String field : fields) {
                assertSame(schemas, described.at("/properties/" + field), value.get(field), where + "/" + field);
            }
        } else if (value.isArray() && !value.isEmpty()) {
            assertSame(schemas, described.get("items"), value.get(0), where + "[]");
        }
    }

    @Test
    void frames_are_shown_as_they_were_as_they_came_back_and_where_they_differ() {
        serve(RunStory.of(10, 3));

        JsonNode offer = client.json("/api/frames/2?group=held_out&sequence=street");

        assertThat(offer.get("qualities").toString()).isEqualTo("[20,50,80]");
        assertThat(offer.get("frames").toString()).isEqualTo("[0,7,14]");
        assertThat(offer.get("width").asInt()).isEqualTo(StagedFrames.WIDTH);
        for (String kind : List.of("original", "decoded", "difference")) {
            HttpResponse<String> png =
                    client.get("/api/frames/2/" + kind + "?group=held_out&sequence=street&quality=50&frame=7");
            assertThat(png.statusCode()).as(kind).isEqualTo(200);
            assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
            assertThat(png.body().substring(1, 4)).isEqualTo("PNG");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/frames/99?group=training&sequence=meadow, 404",
        "/api/frames/0?group=training&sequence=meadow, 404",
        "/api/frames/two?group=training&sequence=meadow, 400",
        "/api/frames/2?group=secret&sequence=meadow, 400",
        "/api/frames/2?group=training, 400",
        "/api/frames/2?group=training&sequence=nowhere, 404",
        "/api/frames/2?group=training&sequence=broken, 409",
        "/api/frames/2/decoded?group=training&sequence=meadow&quality=51&frame=7, 404",
        "/api/frames/2/decoded?group=training&sequence=meadow&quality=50, 400",
        "/api/frames/2/negative?group=training&sequence=meadow&quality=50&frame=7, 404"
    })
    void frames_that_cannot_be_shown_are_refused_with_the_reason(String path, int status) {
        serve(RunStory.of(10, 3));

        HttpResponse<String> response = client.get(path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Client.parse(response.body()).get("error").asText()).isNotEmpty();
    }

    @Test
    void five_thousand_candidates_are_answered_quickly() {
        serve(RunStory.of(5_000, 60));
        List<String> paths = List.of(
                "/",
                "/api/overview",
                "/api/versions",
                "/api/curves",
                "/api/anchors",
                "/api/candidates",
                "/api/candidates?search=compile&before=200",
                "/api/candidates/4990",
                "/api/lineage",
                "/api/log");

        for (String path : paths) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                long begin = System.nanoTime();
                HttpResponse<String> response = client.get(path);
                times.add((System.nanoTime() - begin) / 1_000_000);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body().length()).as(path).isLessThan(600_000);
            }
            times.sort(null);
            System.out.println(path + ": median " + times.get(4) + " ms");
            assertThat(times.get(4))
                    .as("milliseconds for " + path + ", ten times what a quiet machine needs at most")
                    .isLessThan(3_000);
        }
    }
}
