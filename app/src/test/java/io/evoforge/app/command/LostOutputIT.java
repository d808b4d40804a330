package io.evoforge.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evoforge.app.console.Console;
import io.evoforge.app.wiring.Session;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evolution.RunEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command whose results cannot be written, or that nobody reads any more. */
@Timeout(300)
class LostOutputIT {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    private String state;

    @BeforeEach
    void a_run() {
        state = "state.directory=" + directory.resolve("state");
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(directory.resolve("state"))) {
            store.append(RunEvents.ofEveryKind());
        }
    }

    @Test
    void what_a_full_disk_cuts_short_is_no_success() throws Exception {
        assumeTrue(Files.exists(FULL), "needs /dev/full");

        for (String verb : new String[] {"export", "log"}) {
            Process process = started(ProcessBuilder.Redirect.to(FULL.toFile()), verb);
            String error = new String(process.getErrorStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor()).as(error).isEqualTo(1);
            assertThat(error).hasLineCount(1).startsWith("evoforge: what was to be printed is not complete");
        }
    }

    @Test
    void who_reads_no_further_hears_no_complaint() throws Exception {
        Process process = started(ProcessBuilder.Redirect.PIPE, "export");
        process.getInputStream().close();

        String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(error).isEqualTo(1);
        assertThat(error).isEmpty();
    }

    @Test
    void an_export_goes_no_further_than_it_can_be_printed() {
        AtomicInteger tries = new AtomicInteger();
        PrintStream out = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        tries.incrementAndGet();
                        throw new IOException("No space left on device");
                    }
                },
                true,
                UTF_8);
        PrintStream error = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Console console = new Console(out, error, false, false);

        int code = CommandTree.create(console, Map.of(), Session::new).execute("export", "--set", state);

        assertThat(code).isEqualTo(1);
        assertThat(tries).hasValueLessThan(RunEvents.ofEveryKind().size());
    }

    private Process started(ProcessBuilder.Redirect out, String verb) throws IOException {
        EvoforgeProcess evoforge = new EvoforgeProcess(directory, Map.of());
        return evoforge.builder(evoforge.command(verb, "--set", state))
                .redirectOutput(out)
                .start();
    }
}
