package io.evoforge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.evoforge.testkit.MutableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and who gets nothing and changes nothing. */
class DashboardSecurityIT {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final RecordingControl control = new RecordingControl();
    private final StringBuilder said = new StringBuilder();
    private Dashboard dashboard;
    private Client client;
    private String own;

    @BeforeEach
    void a_dashboard_that_leads_a_run() {
        RunStory story = RunStory.of(20, 2);
        dashboard = Dashboard.start(
                DashboardSettings.DEFAULT, new Dashboard.Sources(story, null, control, new EchoChat(said)), clock);
        client = new Client(dashboard);
        own = dashboard.url().toString().replaceFirst("/$", "");
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void without_the_token_there_is_only_the_empty_page() {
        assertThat(client.send("GET", "/", "").statusCode()).isEqualTo(200);
        assertThat(client.send("GET", "/health", "").body()).isEqualTo("{\"status\":\"ok\"}");
        JsonNode paths = client.json("/api").get("paths");
        int guarded = 0;
        for (var entry : paths.properties()) {
            for (var operation : entry.getValue().properties()) {
                if (operation.getValue().has("security")) {
                    continue; // it says that it is open
                }
                guarded++;
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String path = entry.getKey()
                        .replace("{number}", "1")
                        .replace("{version}", "1")
                        .replace("{kind}", "decoded");

                HttpResponse<String> without =
                        client.send(method, path, "{\"action\":\"start\"}", "Content-Type", "application/json");
                HttpResponse<String> wrong = client.send(
                        method,
                        path + "?token=" + dashboard.token().reveal(),
                        "{\"action\":\"start\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer wrong");

                assertThat(without.statusCode()).as(method + " " + path).isEqualTo(401);
                assertThat(wrong.statusCode()).as(method + " " + path).isEqualTo(401);
            }
        }
        assertThat(guarded).isGreaterThanOrEqualTo(12);
        assertThat(control.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"})
    void a_foreign_name_that_points_here_is_not_answered(String host) {
        String answer = client.raw(List.of(
                "GET /api/overview HTTP/1.1",
                "Host: " + host,
                "Authorization: " + client.bearer(),
                "Connection: close"));

        assertThat(answer).contains(" 421 ");
    }

    @Test
    void a_page_from_elsewhere_reads_nothing_and_moves_nothing() {
        String cookie = signIn();
        String start = "{\"action\":\"start\"}";
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1", own + ".evil.example")) {
            assertThat(client.send("GET", "/api/overview", "", "Cookie", cookie, "Origin", origin)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(client.send(
                                    "POST",
                                    "/api/run",
                                    start,
                                    "Cookie",
                                    cookie,
                                    "Origin",
                                    origin,
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(client.send("GET", "/api/overview", "", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.send("GET", "/app/main.js", "", "Sec-Fetch-Site", "same-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.send("POST", "/api/run", start, "Cookie", cookie, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.send("POST", "/api/run", start, "Cookie", cookie, "Origin", own, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(control.calls()).isEmpty();
    }

    @Test
    void a_browser_signs_in_once_and_its_cookie_is_its_own() {
        HttpResponse<String> wrong = client.send(
                "POST", "/api/session", "{\"token\":\"guess\"}", "Origin", own, "Content-Type", "application/json");
        String cookie = signIn();

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(cookie).doesNotContain(dashboard.token().reveal());
        assertThat(client.send("GET", "/api/overview", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(client.send(
                                "POST",
                                "/api/run",
                                "{\"action\":\"start\"}",
                                "Cookie",
                                cookie,
                                "Origin",
                                own,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(control.calls()).containsExactly("start");
        client.send("DELETE", "/api/session", "", "Cookie", cookie, "Origin", own);
        assertThat(client.send("GET", "/api/overview", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_sign_in_ends_by_itself() {
        String cookie = signIn();

        clock.advance(Duration.ofHours(13));

        assertThat(client.send("GET", "/api/overview", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_is_too_long_or_no_json_is_refused() {
        String large = "{\"message\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(client.post("/api/chat", large).statusCode()).isEqualTo(413);
        assertThat(client.raw(List.of(
                        "POST /api/chat HTTP/1.1",
                        "Host: 127.0.0.1:" + dashboard.url().getPort(),
                        "Authorization: " + client.bearer(),
                        "Content-Type: application/json",
                        "Connection: close",
                        "Transfer-Encoding: chunked",
                        "",
                        "11170",
                        "x".repeat(70_000),
                        "0")))
                .contains(" 413 ");
        assertThat(client.post("/api/chat", "{\"message\":").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/chat", "[".repeat(10_000)).statusCode()).isEqualTo(400);
        assertThat(client.post("/api/chat", "[]").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/chat", "{\"message\":\" \"}").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/run", "{\"action\":\"format\"}").statusCode())
                .isEqualTo(400);
        assertThat(said).isEmpty();
    }

    @Test
    void nothing_but_the_files_of_the_page_is_served() {
        for (String path : List.of(
                "/app/..%2fapp.css",
                "/app/%2e%2e/main.js", "/app/Assets.class", "/app/package-info.java", "/etc/passwd")) {
            assertThat(client.get(path).statusCode()).as(path).isBetween(400, 404);
        }
        assertThat(client.send("TRACE", "/", "").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(client.send("PUT", "/api/run", "{}", "Authorization", client.bearer())
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void every_answer_tells_the_browser_to_trust_nobody_else() {
        for (String path : List.of("/", "/app/main.js", "/api/overview", "/nowhere")) {
            HttpResponse<String> response = client.get(path);

            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
        assertThat(client.get("/").body()).doesNotContain("http://", "https://", "<script>", "style=");
    }

    @Test
    void the_token_is_in_no_answer() {
        for (String path : List.of("/", "/api/overview", "/api/log", "/metrics", "/health", "/api")) {
            assertThat(client.get(path).body()).doesNotContain(dashboard.token().reveal());
        }
        assertThat(dashboard.token().toString())
                .doesNotContain(dashboard.token().reveal());
    }

    @Test
    void others_reach_it_only_if_that_was_asked_for() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new DashboardSettings("0.0.0.0", 0, false, List.of(), 36, "main", null, List.of(), null))
                .withMessageContaining("listens on this machine only");
        assertThat(new DashboardSettings(
                                "0.0.0.0", 0, true, List.of("Codec.Example"), 36, "main", null, List.of(), null)
                        .hostHeaders(80))
                .contains("codec.example", "codec.example:80", "127.0.0.1:80");
    }

    private String signIn() {
        HttpResponse<String> response = client.send(
                "POST",
                "/api/session",
                "{\"token\":\"" + dashboard.token().reveal() + "\"}",
                "Origin",
                own,
                "Content-Type",
                "application/json");
        assertThat(response.statusCode()).isEqualTo(204);
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
