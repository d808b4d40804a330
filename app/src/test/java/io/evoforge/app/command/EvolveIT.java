package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on a small clip, from the command line to the remote repository, judged by plain git. */
class EvolveIT {
    @TempDir
    private Path directory;

    private Path remote;
    private Path configuration;

    @BeforeEach
    void a_recording_a_clip_and_a_remote() throws IOException {
        Path recording = Files.createDirectory(directory.resolve("recording"));
        Files.write(recording.resolve("001.md"), resource("recording/003.md"));
        Files.writeString(recording.resolve("002.md"), """
                A faster transform

                ```java
                package io.evoforge.evolved;

                public final class EvolvedCodec implements NoSuchInterface {}
                ```
                """);
        Path clip = TestClip.write(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        configuration = Files.writeString(directory.resolve("evoforge.yaml"), """
                state.directory: "%s"
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s", tags: every-version}
                gate: {worst-bd-rate-percent: 50}
                evaluator: {allow-push-below-full: true}
                """.formatted(
                        directory.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value()));
    }

    @Test
    void a_run_is_stopped_resumed_and_published_each_version_once() throws Exception {
        Result first = evoforge("evolve", "--config", configuration, "-n", 1);
        Result refused = evoforge("evolve", "--config", configuration);
        Result rest = evoforge("evolve", "--config", configuration, "--resume");

        assertThat(first.code()).as(first.error()).isZero();
        assertThat(first.out()).contains("The run begins with v1").contains("v1 committed as");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error()).contains("--resume");
        assertThat(rest.code()).as(rest.error()).isZero();
        assertThat(rest.out()).contains("2  refused").contains("at stage compile");

        List<String> titles =
                git(remote, "log", "--reverse", "--format=%s", "main").lines().toList();
        assertThat(titles.get(0)).isEqualTo("Seed codec - v1");
        assertThat(titles).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(titles.subList(1, titles.size()))
                .allMatch(title -> title.matches("🤖 Autonomous Code Evolution - v\\d+"));
        assertThat(git(remote, "fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void the_committed_source_is_the_measured_one_and_gives_its_numbers_again() throws Exception {
        evoforge("evolve", "--config", configuration);
        Path source = Files.writeString(
                directory.resolve("EvolvedCodec.java"),
                git(remote, "show", "main:src/main/java/io/evoforge/evolved/EvolvedCodec.java"));
        String message = git(remote, "log", "-1", "--format=%B", "main");

        Result table = evoforge("evaluate", source, "--config", configuration);
        Result json = evoforge("evaluate", source, "--config", configuration, "--json");

        JsonNode headline = new ObjectMapper().readTree(json.out()).get("headline");
        String bitrate = "%.2f Mbps".formatted(headline.get("bitrateMbps").asDouble());
        assertThat(message).contains("  • Bitrate: " + bitrate);
        assertThat(message)
                .contains("  • Compression: %.2fx"
                        .formatted(headline.get("compressionRatio").asDouble()));
        assertThat(table.out()).contains(bitrate);
    }

    @Test
    void status_and_log_tell_what_the_repository_holds() throws Exception {
        evoforge("evolve", "--config", configuration);

        JsonNode status = new ObjectMapper()
                .readTree(
                        evoforge("status", "--config", configuration, "--json").out());
        JsonNode log = new ObjectMapper()
                .readTree(evoforge("log", "--config", configuration, "--json").out());

        assertThat(status.get("lastCommit").asText())
                .isEqualTo(git(remote, "rev-parse", "main").strip());
        assertThat(status.get("totalCommits").asText())
                .isEqualTo(git(remote, "rev-list", "--count", "main").strip());
        assertThat(status.get("pendingPublications")).isEmpty();
        assertThat(log.get(0).get("commit").asText())
                .isEqualTo(status.get("lastCommit").asText());
        assertThat(log).hasSize(status.get("totalCommits").asInt());
    }

    @Test
    void what_cannot_be_published_is_kept_and_published_by_the_next_start() throws Exception {
        Path elsewhere = directory.resolve("elsewhere.git");
        Files.move(remote, elsewhere);

        Result offline = evoforge(
                "evolve",
                "--config",
                configuration,
                "-n",
                1,
                "--set",
                "commit.drain-time=1s",
                "--set",
                "run.origin=codec");
        Files.move(elsewhere, remote);
        Result online = evoforge("evolve", "--config", configuration, "-n", 1, "--resume");

        assertThat(offline.code()).as(offline.out() + offline.error()).isEqualTo(5);
        assertThat(offline.error()).contains("v1 is kept and not published yet");
        assertThat(online.code()).as(online.error()).isZero();
        assertThat(git(remote, "log", "--reverse", "--format=%s", "main")).startsWith("Seed codec - v1\n");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
