package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.demo.LocalRemote;
import io.evoforge.testkit.browser.Browser;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * A person's session with the page: the process that {@code evoforge serve} is, the real engine, box and repository, and a
 * real browser. Somebody holds the remote's branch at first, so that there is something to commit from the chat.
 */
@Timeout(300)
class LiveRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Path remote;
    private Path lock;
    private Path configuration;
    private Process serving;
    private Browser browser;

    @BeforeEach
    void serve_a_run_whose_branch_is_held() throws Exception {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        Files.writeString(recording.resolve("001.md"), "A codec that is none\n\n```java\nclass Broken {\n```\n");
        try (InputStream in = LocalRemote.class.getResourceAsStream("recording/003.md")) {
            Files.write(
                    recording.resolve("002.md"),
                    Objects.requireNonNull(in, "recording").readAllBytes());
        }
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        lock = Files.createFile(remote.resolve("refs/heads/main.lock")); // as git's own, while it writes the branch
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                run: {generations: 2}
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s", drain-time: 1s}
                evaluator: {allow-push-below-full: true, qualities: [20, 35, 50, 80]}
                gate: {worst-bd-rate-percent: 50}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value()));
        EvoforgeProcess program = new EvoforgeProcess(directory, Map.of());
        serving = program.builder(program.command(
                        "serve", "--config", configuration.toString(), "--run", "--port", "0", "--json"))
                .redirectError(directory.resolve("serve.err").toFile())
                .start();
        browser = Browser.open();
        browser.resize(1280, 900);
    }

    @AfterEach
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        serving.destroy();
        boolean ended = serving.waitFor(60, TimeUnit.SECONDS);
        serving.descendants().forEach(ProcessHandle::destroyForcibly);
        serving.destroyForcibly();
        assertThat(ended).as("serve ends when it is asked to").isTrue();
    }

    @Test
    void is_started_watched_and_committed_from_the_page() throws Exception {
        signIn();
        browser.untilTextHas("There is no run in this directory yet");

        browser.click("#start");
        browser.click(".tabs a[href='#/candidates']");
        browser.find("tr[data-candidate='1']");
        browser.until("the first was refused", () -> stateOf(1).equals("refused"));
        browser.until("the second was adopted", () -> stateOf(2).equals("adopted as v2"));
        browser.click(".tabs a[href='#/']");
        browser.untilTextHas("The run rests");
        browser.untilTextHas("2 versions wait to be published: v1, v2.");
        assertThat(Files.exists(remote.resolve("refs/heads/main"))).isFalse();

        Files.delete(lock);
        String answer = commitFromTheChat();
        String tip = git(remote, "rev-parse", "main").strip();
        assertThat(answer)
                .contains(
                        "✅ Committed v2 to the remote branch 'main'", "Commit: " + tip.substring(0, 8), "With it: v1");
        assertThat(git(remote, "log", "--format=%s", "main").lines())
                .containsExactly("🤖 Autonomous Code Evolution - v2", "Seed codec - v1");

        browser.click(".tabs a[href='#/']");
        browser.until(
                "the commit is the latest",
                () -> browser.script("return document.querySelector('#latest-commit')?.innerText")
                        .startsWith(tip.substring(0, 8)));
        browser.untilTextHas("Everything that was adopted is published");
        assertThat(points("training")).isEqualTo(bitratesFromTheLog());
        assertThat(points("v2")).isEqualTo(curveFromTheEvidence());
        lookAtFrames();
        assertThat(browser.complaints()).isEmpty();
    }

    private void signIn() throws Exception {
        BufferedReader printed = serving.inputReader(StandardCharsets.UTF_8);
        String line = printed.readLine();
        assertThat(line).as(Files.readString(directory.resolve("serve.err"))).isNotNull();
        JsonNode where = DescribedJson.assertDescribed("serve", line);
        browser.go(where.get("url").asText() + "#token=" + where.get("token").asText());
        browser.find("#live");
    }

    private String stateOf(long candidate) {
        return browser.script(
                "return document.querySelector(\"tr[data-candidate='" + candidate + "'] .badge\")?.innerText");
    }

    private String commitFromTheChat() {
        browser.click(".tabs a[href='#/chat']");
        browser.find("textarea").sendKeys("Commit the latest improvements to GitHub", Keys.ENTER);
        browser.untilTextHas("Go on?");
        browser.until(
                "it can be answered",
                () -> browser.script("return document.querySelector('.say button').disabled")
                        .equals("false"));
        browser.find("textarea").sendKeys("yes", Keys.ENTER);
        browser.untilTextHas("Committed v2");
        return browser.text();
    }

    /** What a chart shows, as lines of x and y; read in one step, because the page is drawn anew with every event. */
    private List<String> points(String series) {
        return browser.script(
                        "return [...document.querySelectorAll(\"circle[data-series='" + series + "']\")].map(point =>"
                                + " `${Number(point.dataset.x).toFixed(4)} ${Number(point.dataset.y).toFixed(4)}`).join('\\n')")
                .lines()
                .toList();
    }

    private List<String> bitratesFromTheLog() throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode version : JSON.readTree(
                evoforge("log", "--json", "--config", configuration).out())) {
            expected.add(
                    0,
                    point(
                            version.get("version").asInt(),
                            version.get("bitrateMbps").asDouble()));
        }
        assertThat(expected).hasSize(2);
        return expected;
    }

    private List<String> curveFromTheEvidence() throws Exception {
        JsonNode shown = JSON.readTree(
                evoforge("show", "v2", "--json", "--config", configuration).out());
        List<String> expected = new ArrayList<>();
        for (JsonNode point : shown.at("/evidence/training/sequences/0/points")) {
            expected.add(point(
                    point.get("bitrateMbps").asDouble(), point.get("psnrYDb").asDouble()));
        }
        assertThat(expected).hasSize(4);
        return expected;
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.4f %.4f", x, y);
    }

    private void lookAtFrames() {
        browser.click(".tabs a[href='#/frames']");
        browser.until(
                "three pictures are there",
                () -> browser.script("return [...document.querySelectorAll("
                                + "'.frames img')].filter(image => image.complete && image.naturalWidth === 96).length")
                        .equals("3"));
    }
}
