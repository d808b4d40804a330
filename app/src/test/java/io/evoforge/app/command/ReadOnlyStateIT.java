package io.evoforge.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.app.command.EvoforgeProcess.Run;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evolution.RunEvents;
import io.evoforge.testkit.process.ExternalProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked about a run in a directory to which nothing can be written, such as a backup or somebody else's. */
class ReadOnlyStateIT {
    @TempDir
    private Path directory;

    private Path state;
    private EvoforgeProcess evoforge;

    @BeforeEach
    void a_directory_that_is_mounted_for_reading_only() throws Exception {
        ExternalProgram.require("bwrap", "package bubblewrap");
        state = directory.resolve("a run, of 50 % or more?");
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state)) {
            store.append(RunEvents.ofEveryKind());
        }
        evoforge = new EvoforgeProcess(
                directory,
                Map.of(),
                List.of("bwrap", "--dev-bind", "/", "/", "--ro-bind", state.toString(), state.toString(), "--"));
    }

    @Test
    void a_run_that_has_ended_is_read() throws Exception {
        Run run = evoforge.run("", "log", "--set", "state.directory=" + state);

        assertThat(run.code()).as(run.complaint()).isZero();
        assertThat(run.out()).contains("v2").contains("v1");
    }

    @Test
    void a_run_that_goes_on_is_read() throws Exception {
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state)) {
            store.append(List.of(RunEvents.ofEveryKind().get(0)));

            Run run = evoforge.run("", "export", "--set", "state.directory=" + state);

            assertThat(run.code()).as(run.complaint()).isZero();
            assertThat(run.out()).hasLineCount(RunEvents.ofEveryKind().size() + 1);
        }
    }
}
