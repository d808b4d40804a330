package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.console.Console;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.app.wiring.Session;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is led and watched over HTTP, with the real engine, box and repository. */
class ServeIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private Path remote;
    private Path configuration;
    private String url = "";
    private String token = "";
    private @Nullable Thread serving;

    @BeforeEach
    void a_recording_a_clip_and_a_remote() throws Exception {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        try (InputStream in = LocalRemote.class.getResourceAsStream("recording/003.md")) {
            Files.write(
                    recording.resolve("001.md"),
                    Objects.requireNonNull(in, "recording").readAllBytes());
        }
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                run: {generations: 1}
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s"}
                evaluator: {allow-push-below-full: true}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        Thread started = serving;
        if (started != null) {
            started.interrupt();
            started.join(PATIENCE.toMillis());
            assertThat(started.isAlive()).as("serve ended").isFalse();
        }
    }

    private void serve(String... more) throws Exception {
        Thread started = start(more);
        Pattern line = Pattern.compile("Sign in: +(http://127\\.0\\.0\\.1:\\d+/)#token=([\\w-]{40,})");
        until("it serves", () -> {
            Matcher printed = line.matcher(out.toString(StandardCharsets.UTF_8));
            if (!printed.find()) {
                assertThat(started.isAlive())
                        .as(error.toString(StandardCharsets.UTF_8))
                        .isTrue();
                return false;
            }
            url = printed.group(1);
            token = printed.group(2);
            return true;
        });
    }

    private Thread start(String... more) {
        Console console = new Console(stream(out), stream(error), false, false);
        String[] arguments = Stream.concat(
                        Stream.of("serve", "--config", configuration.toString(), "--port", "0"), Stream.of(more))
                .toArray(String[]::new);
        Thread started = new Thread(
                () -> CommandTree.create(console, Map.of(), Session::new).execute(arguments), "serve");
        serving = started;
        started.start();
        return started;
    }

    @Test
    void a_run_is_started_over_http_and_its_commits_are_shown() throws Exception {
        serve("--run");
        assertThat(overview().at("/totals/candidates").asInt()).isZero();

        assertThat(post("/api/run", "{\"action\":\"start\"}").statusCode()).isEqualTo(200);
        until(
                "the run has ended",
                () -> overview().at("/activity/state").asText().equals("IDLE")
                        && overview().at("/totals/decided").asInt() == 1);
        until(
                "the repository was asked",
                () -> overview()
                        .at("/repository/commit")
                        .asText()
                        .equals(git(remote, "rev-parse", "main").strip()));

        JsonNode overview = overview();
        assertThat(overview.at("/totals/champion").asInt()).isEqualTo(2);
        assertThat(overview.at("/repository/source").asText()).isEqualTo("repository");
        assertThat(overview.at("/repository/totalCommits").asText())
                .isEqualTo(git(remote, "rev-list", "--count", "main").strip());
        assertThat(overview.at("/repository/changedFiles").toString())
                .contains("EvolvedCodec.java", "metrics/evolution_metrics.json");
        assertThat(overview.at("/activity/note").asText()).contains("number of candidates");
        Result elsewhere = evoforge("evolve", "--config", configuration, "--resume");
        assertThat(elsewhere.code()).as(elsewhere.error()).isEqualTo(2);
    }

    @Test
    void a_watcher_holds_nothing_and_sees_what_another_process_does() throws Exception {
        serve();
        until(
                "it says that there is no run",
                () -> overview().get("problem").asText().contains("There is no run"));

        Result run = evoforge("evolve", "--config", configuration, "-n", 1);

        assertThat(run.code()).as(run.error()).isZero();
        until("the run is seen", () -> overview().at("/totals/decided").asInt() == 1);
        String tip = git(remote, "rev-parse", "main").strip();
        until(
                "its last commit is seen, which is stored after the decision",
                () -> overview().at("/repository/commit").asText().equals(tip));
        assertThat(post("/api/run", "{\"action\":\"start\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void the_token_is_written_to_a_file_for_programs_rather_than_printed() throws Exception {
        Path file = directory.resolve("token");
        Thread started = start("--set", "dashboard.token-file=" + file);
        until("it serves", () -> {
            assertThat(started.isAlive())
                    .as(error.toString(StandardCharsets.UTF_8))
                    .isTrue();
            return out.toString(StandardCharsets.UTF_8).contains("Token:     in " + file);
        });

        token = Files.readString(file).strip();
        url = out.toString(StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow()
                .replace("Dashboard: ", "");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(overview().at("/totals/position").asInt()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8) + error.toString(StandardCharsets.UTF_8))
                .doesNotContain(token);
        assertThat(directory).isDirectoryNotContaining("glob:**/.token-*");
    }

    @Test
    void an_address_that_others_reach_has_to_be_allowed() {
        Result result = evoforge("serve", "--config", configuration, "--set", "dashboard.address=0.0.0.0");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error()).contains("dashboard.address was '0.0.0.0'", "this machine only");
    }

    private JsonNode overview() throws Exception {
        HttpRequest request = request("/api/overview").build();
        return new ObjectMapper()
                .readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path.substring(1))).header("Authorization", "Bearer " + token);
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited until " + what).isLessThan(end);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
