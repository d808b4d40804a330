package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
    @TempDir
    private Path directory;

    private Path clip;

    @BeforeEach
    void a_clip() throws IOException {
        clip = TestClip.write(directory.resolve("clip.y4m"));
    }

    @Test
    void a_machine_that_can_run_is_told_so_and_nothing_is_left_behind() throws IOException {
        Path state = directory.resolve("state");

        Result result = evoforge("doctor", "--video", clip, "--set", "state.directory=" + state, "--json");

        assertThat(result.code()).as(result.out() + result.error()).isZero();
        DescribedJson.assertDescribed("doctor", result.out());
        Map<String, String> checks = checks(result);
        assertThat(checks)
                .containsEntry("Java", "fine")
                .containsEntry("compiler", "fine")
                .containsEntry("probe environment", "fine")
                .containsKeys("probe file", "probe socket", "probe unix socket", "probe write", "probe threads")
                .containsEntry("canary: a better codec", "fine")
                .containsEntry("canary: the same codec", "fine")
                .containsEntry("canary: a worse codec", "fine")
                .containsEntry("canary: a cheating codec", "fine")
                .containsEntry("canary: a crashing codec", "fine");
        assertThat(state).doesNotExist();
    }

    @Test
    void a_gate_that_would_adopt_nothing_is_found_out() {
        Result result = evoforge(
                "doctor",
                "--video",
                clip,
                "--set",
                "state.directory=" + directory.resolve("state"),
                "--set",
                "gate.mean-bd-rate-percent=-95");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("failed +canary: a better codec: not better")
                .contains("Do not start a run before this is repaired.");
    }

    @Test
    void a_remote_that_is_missing_is_named_and_is_no_reason_not_to_start() {
        Result result = evoforge(
                "doctor",
                "--video",
                clip,
                "--set",
                "state.directory=" + directory.resolve("state"),
                "--set",
                "evaluator.allow-push-below-full=true",
                "--set",
                "commit.strategy=push",
                "--set",
                "commit.remote=" + directory.resolve("none.git").toUri());

        assertThat(result.code()).as(result.out()).isEqualTo(5);
        assertThat(result.out()).contains("none.git").contains("nothing would be published for now");
    }

    @Test
    void a_remote_that_is_there_is_asked_for_its_branch() {
        LocalRemote remote = LocalRemote.at(directory.resolve("remote.git"));

        Result result = evoforge(
                "doctor",
                "--video",
                clip,
                "--set",
                "evaluator.allow-push-below-full=true",
                "--set",
                "commit.strategy=push",
                "--set",
                "commit.remote=" + remote.url().value());

        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.out()).contains("branch 'main' does not exist yet and will be made");
    }

    @Test
    void a_broken_video_is_named_and_nothing_is_measured() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.y4m"), "YUV4MPEG2 W64 H48 F15:1\nFRAME\nshort");

        Result result = evoforge("doctor", "--video", broken);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("failed +video: .*broken\\.y4m")
                .doesNotContain("canary");
    }

    private static Map<String, String> checks(Result result) throws IOException {
        Map<String, String> checks = new HashMap<>();
        for (JsonNode check : new ObjectMapper().readTree(result.out()).get("checks")) {
            checks.put(check.get("name").asText(), check.get("status").asText());
        }
        return checks;
    }
}
