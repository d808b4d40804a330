package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static io.evoforge.app.command.CommandLineFixture.git;
import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.app.demo.LocalRemote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/how-to/evolve-any-language.md: a codec in Python, from doctor to verify. */
class CommandEvaluatorIT {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "python-codec");
    private static final String SOURCE = "src/agents/evolved_codec.py";
    private static final int FRAMES = 6;

    @TempDir
    private static Path directory;

    private static Path remote = Path.of("");
    private static Path configuration = Path.of("");
    private static Result evolved = new Result(0, "", "");

    @BeforeAll
    static void the_example_evolves() throws Exception {
        requirePython();
        // As root, boxes run as somebody else.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("evolved_codec.py", "judge.py", "task.md", "evoforge.yaml")) {
            Files.copy(EXAMPLE.resolve(name), directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("replies"));
        for (String name : List.of("001.md", "002.md", "003.md")) {
            Files.copy(
                    EXAMPLE.resolve("replies").resolve(name),
                    directory.resolve("replies").resolve(name));
        }
        writeClip(directory.resolve("clip.y4m"));
        remote = LocalRemote.at(directory.resolve("remote.git")).directory();
        // The example is run where it stands, which a test cannot do within its own process.
        configuration = directory.resolve("evoforge.yaml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                                .replaceAll(
                                        "\\b(evolved_codec\\.py|replies|judge\\.py|clip\\.y4m|task\\.md)",
                                        directory + "/$1")
                        + "state.directory: \"%s\"\ncommit: {strategy: push, remote: \"%s\"}\n"
                                .formatted(
                                        directory.resolve("state"),
                                        LocalRemote.at(remote).url().value()));
        evolved = with("evolve");
        assertThat(evolved.code()).as(evolved.out() + evolved.error()).isZero();
    }

    @Test
    void what_is_better_is_adopted_and_what_fails_or_cheats_is_refused_with_a_reason() {
        assertThat(evolved.out())
                .containsPattern("1  adopted     BD-rate -\\S+ % training, -\\S+ % held-out  Predict each sample from")
                .containsPattern(
                        "2  refused     at stage encode: 'encode 20' of the candidate failed: it ended its process"
                                + " with exit code 1, saying 'ZeroDivisionError")
                .containsPattern(
                        "3  refused     at stage decode: 'decode' of the candidate failed: it ended its process"
                                + " with exit code 1, saying 'FileNotFoundError");
    }

    @Test
    void the_commit_is_at_the_default_path_for_python_and_can_be_verified() throws Exception {
        Path clone = directory.resolve("clone");
        git(remote, "clone", "--quiet", "--branch", "main", remote.toString(), clone.toString());

        Result verified = with("verify", "HEAD", "--repository", clone);

        assertThat(Files.readString(clone.resolve(SOURCE)))
                .contains("drift = ")
                .startsWith("\"\"\"A small video codec.");
        assertThat(git(remote, "log", "-1", "--format=%B", "main"))
                .contains("Evolved by: LLM Autonomous System")
                .contains("Evaluator: command python3 -I -B judge.py clip.y4m {group};")
                .contains("Sequences: training clip-training ");
        assertThat(verified.code()).as(verified.out() + verified.error()).isZero();
        assertThat(verified.out()).contains("0 differ, 0 were not checked");
    }

    @Test
    void another_clip_is_told_from_the_one_of_the_commit() throws Exception {
        Path other = directory.resolve("other.y4m");
        byte[] clip = Files.readAllBytes(directory.resolve("clip.y4m"));
        clip[clip.length - 1]++;
        Files.write(other, clip);
        Path changed = Files.writeString(
                directory.resolve("changed.yaml"),
                Files.readString(configuration)
                        .replace("clip.y4m", other.getFileName().toString()));

        Result verified = evoforge("verify", "main", "--repository", remote, "--config", changed);

        assertThat(verified.code()).isEqualTo(2);
        assertThat(verified.error()).contains("measured with other settings than those here");
    }

    @Test
    void the_doctor_checks_the_judge_and_the_box() {
        Result examined = with("doctor");

        assertThat(examined.code()).as(examined.out()).isZero();
        assertThat(examined.out())
                .contains("canary: the first source, training")
                .contains("canary: the same once more, held-out")
                .containsPattern("canary: what is no program: refused: ")
                .contains("containment");
    }

    @Test
    void the_doctor_fails_where_the_judge_measures_what_is_no_program() throws IOException {
        String lenient = """
                import json
                points = [{"quality": q, "bytes": 100 + q, "psnrYDb": 30 + q / 10, "psnrCbDb": 30, "psnrCrDb": 30,
                    "worstFramePsnrYDb": 29, "ssimY": 0.9, "encodeSeconds": 0, "decodeSeconds": 0} for q in (20, 40, 60, 80)]
                print(json.dumps({"sequences": [{"name": "clip", "width": 8, "height": 8, "frames": 1, "rateNumerator": 1,
                    "rateDenominator": 1, "sha256": "ab" * 32, "points": points}]}))
                """;
        Files.writeString(directory.resolve("lenient.py"), lenient);
        Result examined = with(
                "doctor",
                "--set",
                "evaluator.command=python3,%s,%s,{group}"
                        .formatted(directory.resolve("lenient.py"), directory.resolve("clip.y4m")));

        assertThat(examined.code()).as(examined.out()).isEqualTo(1);
        assertThat(examined.out()).containsPattern("canary: what is no program: measured, and must not be");
    }

    @Test
    void a_source_is_evaluated_compared_and_drawn() throws Exception {
        Path better = directory.resolve("better.py");
        Files.writeString(better, git(remote, "show", "main:" + SOURCE));
        Path chart = directory.resolve("chart.svg");

        Result evaluated = with(
                "evaluate", better, "--against", directory.resolve("evolved_codec.py"), "--held-out", "--chart", chart);

        assertThat(evaluated.code()).as(evaluated.error()).isZero();
        assertThat(evaluated.out())
                .contains("clip-held-out: 32 x 24, " + FRAMES / 2 + " frames")
                .containsPattern("BD-rate -\\S+ % .*; the gate would adopt it")
                .doesNotContain("further metrics");
        assertThat(Files.readString(chart)).startsWith("<svg").contains("clip-held-out");
    }

    @Test
    void status_and_log_tell_of_the_run() {
        assertThat(with("status").out()).contains("v2").contains("Containment: full");
        assertThat(with("log").out()).contains("Predict each sample from the frame before");
    }

    @Test
    void what_is_made_for_java_is_refused_together_with_what_to_do() {
        Result evolve = with(
                "evolve", "--set", "proposer.kind=mutating", "--set", "run.codec=", "--set", "evaluator.language=Ruby");
        Result evaluate =
                with("evaluate", directory.resolve("evolved_codec.py"), "--video", directory.resolve("clip.y4m"));
        Result anchors = with("anchors");

        assertThat(List.of(evolve.code(), evaluate.code(), anchors.code())).containsOnly(2);
        assertThat(evolve.error())
                .contains("proposer.kind is 'mutating', which changes Java only")
                .contains("run.codec is not set and the built-in seed codec is Java")
                .contains("commit.source-path is not set but evaluator.language is 'Ruby'");
        assertThat(evaluate.error()).contains("the command brings its own sequences");
        assertThat(anchors.error()).contains("evaluator.kind 'java'");
    }

    private static Result with(Object... arguments) {
        return evoforge(Stream.concat(Stream.of(arguments), Stream.of("--config", configuration))
                .toArray());
    }

    /** A grainy picture that grows brighter, small enough for arithmetic in Python. */
    private static void writeClip(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("YUV4MPEG2 W32 H24 F15:1 Ip A1:1 C420jpeg\n".getBytes(StandardCharsets.US_ASCII));
        for (int frame = 0; frame < FRAMES; frame++) {
            out.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            for (int plane = 0; plane < 3; plane++) {
                writePlane(out, frame, plane, plane == 0 ? 32 : 16, plane == 0 ? 24 : 12);
            }
        }
        Files.write(file, out.toByteArray());
    }

    private static void writePlane(ByteArrayOutputStream out, int frame, int plane, int width, int height) {
        SplittableRandom grain = new SplittableRandom(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = 30 * Math.sin(x * 0.4 * (plane + 1)) + 20 * Math.cos(y * 0.5);
                out.write((int) (100 + 2 * frame + wave) + grain.nextInt(40));
            }
        }
    }

    private static void requirePython() throws InterruptedException {
        boolean works;
        try {
            works = new ProcessBuilder("python3", "-c", "import zlib").start().waitFor() == 0;
        } catch (IOException e) {
            works = false;
        }
        if ("true".equals(System.getenv("EVOFORGE_REQUIRE_TOOLS"))) {
            assertThat(works).as("python3 works").isTrue();
        }
        Assumptions.assumeTrue(works, "python3 is not installed");
    }
}
