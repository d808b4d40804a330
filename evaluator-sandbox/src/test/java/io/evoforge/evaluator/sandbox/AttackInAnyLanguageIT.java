package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.Refusal.Stage;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program in any language tries that a judge asks for. No bytecode policy helps here: the box has to hold alone. */
class AttackInAnyLanguageIT {
    private static final String JUDGE = """
            import hashlib, json, sys
            VIDEO = b"0123456789" * 20
            def run(arguments, data, most):
                head = json.dumps({"run": arguments, "bytes": len(data), "atMost": most})
                sys.stdout.buffer.write(head.encode() + b"\\n" + data)
                sys.stdout.buffer.flush()
                return sys.stdin.buffer.read(json.loads(sys.stdin.buffer.readline())["bytes"])
            points = []
            for quality in (20, 80):
                stream = run(["encode", str(quality)], VIDEO, 1000)
                if run(["decode"], stream, 1000) != VIDEO:
                    print(json.dumps({"refused": "decode returned something else"}))
                    sys.exit(0)
                points.append({"quality": quality, "bytes": len(stream) + quality, "psnrYDb": 30 + quality / 10,
                    "psnrCbDb": 30, "psnrCrDb": 30, "worstFramePsnrYDb": 30, "ssimY": 0.9, "encodeSeconds": 0,
                    "decodeSeconds": 0})
            print(json.dumps({"sequences": [{"name": "clip", "width": 16, "height": 8, "frames": 1, "rateNumerator": 1,
                "rateDenominator": 1, "sha256": hashlib.sha256(VIDEO).hexdigest(), "points": points}]}))
            """;

    private static final String HONEST = """
            import os, socket, sys
            data = sys.stdin.buffer.read()
            ATTACK
            sys.stdout.buffer.write(data[::-1])
            """;

    @TempDir
    private static Path directory;

    private static CommandCodecEvaluator evaluator;

    @BeforeAll
    static void start() throws IOException {
        Tools.require("python3", "--version");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path judge = Files.writeString(directory.resolve("judge.py"), JUDGE);
        evaluator = evaluator(judge, Duration.ofSeconds(30), Duration.ofSeconds(2));
    }

    private static CommandCodecEvaluator evaluator(Path judge, Duration limit, Duration limitOfCandidate) {
        return new CommandCodecEvaluator(new CommandSettings(
                new BoxedCommand(List.of("python3", "-I", "-B", judge.toString()), List.of(), limit, 256),
                new BoxedCommand(List.of("python3", "-I", "-B", BoxedCommand.SOURCE), List.of(), limitOfCandidate, 256),
                "codec.py"));
    }

    @AfterAll
    static void stop() {
        if (evaluator != null) {
            evaluator.close();
        }
    }

    private record Attempt(String name, String code, Stage stage, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attempt> attempts() {
        return Stream.of(
                encode("reads_the_judge", "open('%s').read()".formatted("JUDGE"), "FileNotFoundError"),
                encode("reads_the_users_of_the_machine", "open('/etc/passwd').read()", "FileNotFoundError"),
                encode("reads_our_memory", "open('/proc/PARENT/mem', 'rb').read()", "FileNotFoundError"),
                encode("writes_a_file", "open('/tmp/evoforge-attack', 'w')", "Error"),
                encode("writes_beside_itself", "open(sys.argv[0] + '.kept', 'wb').write(data)", "Error"),
                encode("changes_itself", "open(sys.argv[0], 'a').write('pass')", "Error"),
                encode(
                        "keeps_the_video_in_shared_memory",
                        "open('/dev/shm/kept', 'wb').write(data)",
                        "FileNotFoundError"),
                encode("keeps_the_video_in_a_nameless_file", "os.memfd_create('kept')", "PermissionError"),
                encode("connects", "socket.create_connection(('127.0.0.1', 22))", "PermissionError"),
                encode("listens_for_its_decoder", "socket.socket(socket.AF_UNIX).bind('\\0kept')", "PermissionError"),
                encode("forks", "os.fork()", "PermissionError"),
                encode("runs_a_shell", "import subprocess; subprocess.run(['/bin/sh', '-c', 'id'])", "PermissionError"),
                encode("kills_everything", "os.kill(-1, 9)", "PermissionError"),
                encode("ends_as_if_it_were_killed", "sys.exit(137)", "was ended from outside, twice"),
                encode("ends_as_if_memory_were_short", "sys.exit(3)", "ended its process with exit code 3"),
                encode("says_that_the_judge_could_not_work", "sys.exit(75)", "ended its process with exit code 75"),
                encode("aborts", "os.abort()", "ended its process with exit code 134"),
                encode("never_ends", "while True: pass", "took longer than 2.0 s"),
                encode("closes_its_output_and_goes_on", "os.close(1)\nwhile True: pass", "took longer than 2.0 s"),
                encode("floods", "while True: sys.stdout.buffer.write(bytes(65536))", "printed more than 1000 bytes"),
                encode(
                        "floods_its_error_output",
                        "for _ in range(200): sys.stderr.write('x' * 65536)\nsys.exit('\\nthe end')",
                        "the end"),
                encode("fills_memory", "kept = bytearray(1 << 32)", "MemoryError"),
                encode("starts_threads_without_end", """
                        import threading, time
                        while True: threading.Thread(target=time.sleep, args=(9,), daemon=True).start()""", "can't start new thread"),
                new Attempt(
                        "forges_a_report",
                        "print('{\"sequences\": []}'); sys.stdout.flush(); os._exit(0)",
                        Stage.MEASURE,
                        "decode returned something else"),
                new Attempt(
                        "asks_for_runs_itself",
                        "print('{\"run\": [\"decode\"], \"bytes\": 0}'); sys.stdout.flush(); os._exit(0)",
                        Stage.MEASURE,
                        "decode returned something else"),
                new Attempt(
                        "waits_for_its_input_twice_and_knows_nothing_of_the_encoder",
                        "if sys.argv[1] == 'decode': data = globals().get('kept', b'')\nelse: kept = data; data = b'1'",
                        Stage.MEASURE,
                        "decode returned something else"));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void an_attempt_is_refused(Attempt attempt) {
        Assumptions.assumeTrue(
                evaluator.containment().level() == ContainmentLevel.FULL,
                () -> "the box is not at the full level here: "
                        + evaluator.containment().missing());

        EvaluationOutcome outcome = evaluate(attempt.code()
                .replace("JUDGE", directory.resolve("judge.py").toString())
                .replace("PARENT", Long.toString(ProcessHandle.current().pid())));

        assertThat(outcome).isInstanceOf(EvaluationOutcome.Refused.class);
        Refusal refusal = ((EvaluationOutcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).contains(attempt.reason()).hasSizeLessThanOrEqualTo(300);
        assertThat(refusal.stage()).isEqualTo(attempt.stage());
        assertThat(Path.of("/tmp/evoforge-attack")).doesNotExist();
    }

    @Test
    void an_honest_program_is_measured_and_sees_nothing_of_the_machine() {
        EvaluationOutcome outcome = evaluate("""
                assert 'PATH' not in os.environ and 'HOME' not in os.environ, os.environ
                assert all(open('/proc/%s/comm' % p).read() in ('bwrap\\n', 'python3\\n') for p in os.listdir('/proc') if p.isdigit())
                assert set(os.listdir('/')) <= {'bin', 'dev', 'etc', 'lib', 'lib64', 'proc', 'sbin', 'tmp', 'usr'}, os.listdir('/')
                assert len(os.listdir('/tmp')) == 1, os.listdir('/tmp')
                assert sorted(os.listdir('/dev')) == ['null', 'urandom', 'zero'], os.listdir('/dev')
                """);

        assertThat(outcome).as(outcome.toString()).isInstanceOf(EvaluationOutcome.Measured.class);
    }

    @Test
    void a_candidate_that_the_time_of_the_whole_measurement_ends_is_told_so() {
        try (CommandCodecEvaluator hurried =
                evaluator(directory.resolve("judge.py"), Duration.ofSeconds(3), Duration.ofSeconds(60))) {
            EvaluationOutcome outcome = hurried.evaluate(
                    new SourceCode(HONEST.replace("ATTACK", "while True: pass")), SequenceGroup.TRAINING);

            assertThat(((EvaluationOutcome.Refused) outcome).refusal().reason())
                    .contains("was at work when the time for the whole measurement was over")
                    .doesNotContain("loop that never ends");
        }
    }

    @Test
    void a_failure_names_the_line() {
        EvaluationOutcome outcome = evaluate("1 / 0");

        assertThat(((EvaluationOutcome.Refused) outcome).refusal().diagnostics())
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.line()).isEqualTo(3);
                    assertThat(diagnostic.message()).isEqualTo("1 / 0");
                });
    }

    @Test
    void secrets_and_hidden_characters_are_refused_in_any_language() {
        assertThat(evaluate("key = 'AKIA" + "ABCDEFGHIJKLMNOP'"))
                .isInstanceOfSatisfying(
                        EvaluationOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().stage()).isEqualTo(Stage.SOURCE));
        assertThat(evaluate("a = 'x\u202ey'"))
                .isInstanceOfSatisfying(
                        EvaluationOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("U+202E"));
    }

    private static EvaluationOutcome evaluate(String code) {
        return evaluator.evaluate(new SourceCode(HONEST.replace("ATTACK", code)), SequenceGroup.TRAINING);
    }

    private static Attempt encode(String name, String code, String reason) {
        return new Attempt(name, code, Stage.ENCODE, reason);
    }
}
