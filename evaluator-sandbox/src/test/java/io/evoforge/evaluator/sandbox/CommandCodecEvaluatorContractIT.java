package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evaluation.CodecEvaluatorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CommandCodecEvaluatorContractIT extends CodecEvaluatorContract {
    private static final String REPORT = """
            {"sequences": [{"name": "clip", "width": 16, "height": 8, "frames": 10, "rateNumerator": 10,
             "rateDenominator": 1, "sha256": "%s", "points": [%s, %s]}]}
            """.formatted("ab".repeat(32), point(20, 100, 30), point(50, 200, 35));

    @TempDir
    private Path directory;

    private CommandCodecEvaluator evaluator;

    @BeforeEach
    void start() throws IOException {
        Tools.require("/bin/sh", "-c", "true");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        // A source that is a report is measured as it says; any other ends the command with an error.
        Path script = Files.writeString(
                directory.resolve("measure.sh"),
                "read line < \"$1\"; case \"$line\" in '{'*) cat \"$1\";; *) exit 3;; esac\n");
        evaluator = new CommandCodecEvaluator(new CommandSettings(
                new BoxedCommand(
                        List.of("/bin/sh", script.toString(), BoxedCommand.SOURCE, BoxedCommand.GROUP),
                        List.of(),
                        Duration.ofSeconds(30),
                        256),
                null,
                "codec.txt"));
    }

    @AfterEach
    void stop() {
        evaluator.close();
    }

    @Override
    protected CodecEvaluator evaluator() {
        return evaluator;
    }

    @Override
    protected SourceCode measurable() {
        return new SourceCode(REPORT);
    }

    @Override
    protected SourceCode faulty() {
        return new SourceCode("no report\n");
    }

    private static String point(int quality, int bytes, int psnrDb) {
        return ("{\"quality\": %d, \"bytes\": %d, \"psnrYDb\": %d, \"psnrCbDb\": 30, \"psnrCrDb\": 30,"
                        + " \"worstFramePsnrYDb\": 29, \"ssimY\": 0.9, \"encodeSeconds\": 0.1, \"decodeSeconds\": 0.1}")
                .formatted(quality, bytes, psnrDb);
    }
}
