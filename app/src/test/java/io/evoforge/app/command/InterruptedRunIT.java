package io.evoforge.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on a process {@code evoforge evolve} while it measures. */
@Timeout(300)
class InterruptedRunIT {
    /** Who was started in the background ignores Ctrl-C, and so do all whom it starts. */
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    private static final int INTERRUPTED = 130;

    @TempDir
    private Path directory;

    private Path clip;

    @BeforeAll
    static void env_can_reset_signals() throws Exception {
        Process probe = new ProcessBuilder("env", "--default-signal=INT", "true").start();
        assumeTrue(probe.waitFor() == 0, "needs an env that resets signals");
    }

    @BeforeEach
    void a_clip() throws IOException {
        // boxes run as another user where they can, and have to get to their files
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        clip = TestClip.write(directory.resolve("clip.y4m"));
    }

    @Test
    void its_end_is_told_whole_and_what_it_opened_is_put_away() throws Exception {
        Path out = directory.resolve("out.json");
        EvoforgeProcess evoforge = new EvoforgeProcess(directory, Map.of(), LISTENING);
        Process process = evoforge.builder(
                        evoforge.command("evolve", "--json", "--video", clip.toString(), "--generations", "1000"))
                .redirectOutput(out.toFile())
                .start();
        try (BufferedReader error = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            String told = readUntilDecided(error);
            assertThat(process.isAlive()).as(told).isTrue();

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            String rest = error.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(rest).startsWith("stopping: what is under way is finished");
            assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        } finally {
            process.destroyForcibly();
        }

        JsonNode end = new ObjectMapper().readTree(out.toFile());
        assertThat(end.path("end").asText()).isEqualTo("stopped");
        assertThat(directory.resolve("tmp")).isDirectoryNotContaining("glob:**/evoforge-*");
    }

    /** Reads until the first candidate is decided, while the second is under way or about to be. */
    private static String readUntilDecided(BufferedReader error) throws IOException {
        StringBuilder told = new StringBuilder();
        String line = error.readLine();
        while (line != null) {
            told.append(line).append('\n');
            if (line.matches(" +1  \\w+ .*")) {
                break;
            }
            line = error.readLine();
        }
        return told.toString();
    }
}
