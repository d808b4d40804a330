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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commits of a short run, verified from a plain clone, and what tampering with one of them leads to. */
class VerifyIT {
    private static final String SOURCE = "src/main/java/io/evoforge/evolved/EvolvedCodec.java";
    private static final String METRICS = "metrics/evolution_metrics.json";

    @TempDir
    private static Path run;

    private static Path remote = Path.of("");
    private static Path clip = Path.of("");

    @TempDir
    private Path directory;

    private Path clone;

    @BeforeAll
    static void a_run_of_two_versions_and_a_rollback() throws Exception {
        Path recording = Files.createDirectory(run.resolve("recording"));
        try (InputStream in = LocalRemote.class.getResourceAsStream("recording/003.md")) {
            Files.write(recording.resolve("001.md"), Objects.requireNonNull(in).readAllBytes());
        }
        clip = TestClip.write(run.resolve("clip.y4m"));
        remote = LocalRemote.at(run.resolve("remote.git")).directory();
        Path configuration = Files.writeString(run.resolve("evoforge.yaml"), """
                state.directory: "%s"
                proposer: {kind: recorded, recording: "%s"}
                video.files: ["%s"]
                commit: {strategy: push, remote: "%s", tags: every-version}
                gate: {worst-bd-rate-percent: 50}
                evaluator: {allow-push-below-full: true, qualities: [20, 40, 60, 80]}
                """.formatted(
                        run.resolve("state"),
                        recording,
                        clip,
                        LocalRemote.at(remote).url().value()));
        Result evolved = evoforge("evolve", "--config", configuration);
        Result back = evoforge("rollback", "v1", "--config", configuration, "--reason", "tried it");
        assertThat(evolved.code()).as(evolved.error()).isZero();
        assertThat(back.code()).as(back.error()).isZero();
    }

    @BeforeEach
    void a_plain_clone() throws Exception {
        clone = directory.resolve("clone");
        git(remote, "clone", "--quiet", "--branch", "main", remote.toString(), clone.toString());
    }

    @Test
    void every_commit_of_a_run_holds_what_it_says() throws Exception {
        List<String> commits =
                git(clone.resolve(".git"), "rev-list", "main").lines().toList();

        assertThat(commits).hasSize(3);
        for (String commit : commits) {
            Result verified = verify(commit);
            assertThat(verified.code()).as(verified.out() + verified.error()).isZero();
            assertThat(verified.out()).contains("holds what it says.").contains("0 differ, 0 were not checked");
        }
    }

    @Test
    void a_tag_in_a_bare_repository_is_verified_as_json() throws Exception {
        String tag = git(remote, "tag", "--list", "*2").strip();

        Result verified = verify(remote, tag, "--json");

        JsonNode json = new ObjectMapper().readTree(verified.out());
        assertThat(verified.code()).as(verified.error()).isZero();
        assertThat(json.get("verified").asBoolean()).isTrue();
        assertThat(json.get("version").asInt()).isEqualTo(2);
        assertThat(json.get("commit").asText())
                .isEqualTo(git(remote, "rev-parse", tag + "^{commit}").strip());
        assertThat(figure(json, "message: improvement").get("measured").asText())
                .endsWith(" v1");
        assertThat(json.get("figures")).hasSizeGreaterThan(60);
    }

    @Test
    void a_shallow_clone_says_what_it_cannot_check() throws Exception {
        Path shallow = directory.resolve("shallow");
        git(
                remote,
                "clone",
                "--quiet",
                "--depth=1",
                "--branch",
                tagOfVersion2(),
                remote.toUri().toString(),
                shallow.toString());

        Result verified = verify(shallow, "HEAD");

        assertThat(verified.code()).as(verified.out() + verified.error()).isZero();
        assertThat(verified.out()).contains("message: improvement").contains("git fetch --unshallow");
    }

    @Test
    void a_better_bitrate_in_the_message_and_a_byte_less_in_the_metrics_file_are_found() throws Exception {
        String metrics = Files.readString(checkedOut().resolve(METRICS));
        int entry = metrics.indexOf("\"version\": 2");
        int bytes = metrics.indexOf("\"bytes\": ", entry) + "\"bytes\": ".length();
        int end = metrics.indexOf(',', bytes);
        long count = Long.parseLong(metrics.substring(bytes, end));
        Files.writeString(clone.resolve(METRICS), metrics.substring(0, bytes) + (count - 1) + metrics.substring(end));

        String message = messageOfVersion2();
        String edited = message.replaceFirst("Bitrate: \\d+\\.\\d\\d", "Bitrate: 0.01");

        Result verified = verify(committed(edited), "--json");

        JsonNode json = new ObjectMapper().readTree(verified.out());
        assertThat(verified.code()).as(verified.error()).isEqualTo(1);
        assertThat(json.get("verified").asBoolean()).isFalse();
        assertThat(edited).isNotEqualTo(message);
        assertThat(json.get("figures").findValuesAsText("verdict"))
                .filteredOn("differs"::equals)
                .hasSize(2);
        assertThat(figure(json, "message: bitrate").get("committed").asText()).isEqualTo("0.01 Mbps");
        assertThat(figure(json, "message: bitrate").get("verdict").asText()).isEqualTo("differs");
        assertThat(json.get("figures")).anySatisfy(figure -> {
            assertThat(figure.get("name").asText()).endsWith("q20 bytes");
            assertThat(figure.get("verdict").asText()).isEqualTo("differs");
            assertThat(figure.get("committed").asLong()).isEqualTo(count - 1);
            assertThat(figure.get("measured").asLong()).isEqualTo(count);
        });
    }

    @Test
    void another_source_is_found_and_not_run() throws Exception {
        Path source = checkedOut().resolve(SOURCE);
        Files.writeString(source, Files.readString(source) + "// nothing\n");

        Result verified = verify(committed(messageOfVersion2()));

        assertThat(verified.code()).as(verified.error()).isEqualTo(1);
        assertThat(verified.out()).contains("source Sha256").contains("Nothing was measured");
    }

    @Test
    void what_cannot_be_verified_is_said_and_is_no_verdict() throws Exception {
        String foreign = committed("Tidy up");

        Result ofOthers = verify(foreign);
        Result unknown = verify("0123456789012345678901234567890123456789");
        Result noRepository = verify(run.resolve("state"), "HEAD");
        Result noVideo = evoforge("verify", tagOfVersion2(), "--repository", clone);

        assertThat(List.of(ofOthers.code(), unknown.code(), noRepository.code(), noVideo.code()))
                .as(ofOthers.error() + unknown.error() + noRepository.error() + noVideo.error())
                .containsOnly(2);
        assertThat(ofOthers.error()).contains("not one of Evoforge's").contains("Source-Sha256");
        assertThat(unknown.error()).contains("there is no commit '0123456789");
        assertThat(noRepository.error()).contains("no git repository");
        assertThat(noVideo.error()).contains("'clip").contains("--video");
    }

    private Result verify(Object... arguments) {
        return verify(clone, arguments);
    }

    private static Result verify(Path repository, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(
                "verify", "--repository", repository, "--video", clip, "--set", "gate.worst-bd-rate-percent=50"));
        all.addAll(List.of(arguments));
        return evoforge(all.toArray());
    }

    private static JsonNode figure(JsonNode json, String name) {
        Optional<JsonNode> found = Optional.empty();
        for (JsonNode figure : json.get("figures")) {
            found = figure.get("name").asText().equals(name) ? Optional.of(figure) : found;
        }
        return found.orElseThrow();
    }

    private static String tagOfVersion2() throws IOException, InterruptedException {
        return git(remote, "tag", "--list", "*2").strip();
    }

    private String messageOfVersion2() throws IOException, InterruptedException {
        return git(clone.resolve(".git"), "log", "-1", "--format=%B", tagOfVersion2());
    }

    /** The clone, with the files of version 2. */
    private Path checkedOut() throws IOException, InterruptedException {
        inClone("checkout", "--quiet", tagOfVersion2());
        return clone;
    }

    /** A commit that stands where that of version 2 does, with the files as they are now. */
    private String committed(String message) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("message"), message, StandardCharsets.UTF_8);
        if (git(clone.resolve(".git"), "rev-parse", "HEAD").equals(git(clone.resolve(".git"), "rev-parse", "main"))) {
            checkedOut();
        }
        inClone("reset", "--quiet", "--soft", "HEAD^");
        inClone(
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                "commit",
                "--quiet",
                "--all",
                "-F",
                file.toString());
        return git(clone.resolve(".git"), "rev-parse", "HEAD").strip();
    }

    private void inClone(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--work-tree", clone.toString()));
        all.addAll(List.of(arguments));
        git(clone.resolve(".git"), all.toArray(String[]::new));
    }
}
