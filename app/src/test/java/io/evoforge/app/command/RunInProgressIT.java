package io.evoforge.app.command;

import static io.evoforge.app.command.CommandLineFixture.evoforge;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evoforge.app.command.CommandLineFixture.Result;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evolution.RunEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked about a run while its process holds the state directory. */
class RunInProgressIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private SqliteEvolutionStore running;

    @BeforeEach
    void a_run_that_holds_its_directory() {
        running = SqliteEvolutionStore.open(directory.resolve("state"));
        running.append(events(false));
    }

    /** Events of every kind: those that withdraw a version, or all before them. */
    private static List<RunEvent> events(boolean withdrawals) {
        return RunEvents.ofEveryKind().stream()
                .filter(event -> event instanceof RunEvent.Withdrawn == withdrawals)
                .toList();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private Result ask(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--set";
        all[words.length + 1] = "state.directory=" + directory.resolve("state");
        return evoforge(all);
    }

    @Test
    void status_and_log_tell_what_is_stored() throws IOException {
        JsonNode status = JSON.readTree(ask("status", "--json").out());
        Result log = ask("log");

        assertThat(status.get("callsAnswered").asInt()).isEqualTo(1);
        assertThat(status.get("pendingPublications")).hasSize(1);
        assertThat(log.code()).as(log.error()).isZero();
        assertThat(log.out()).contains("v2").contains("pending").contains("v1").contains("01234567 ");
    }

    @Test
    void a_withdrawn_version_waits_for_no_commit_and_the_reason_is_told() throws IOException {
        running.append(events(true));

        JsonNode status = JSON.readTree(ask("status", "--json").out());
        Result shown = ask("show", "v2");

        assertThat(status.get("pendingPublications")).isEmpty();
        assertThat(ask("log").out()).contains("v2").contains("withdrawn").doesNotContain("pending");
        assertThat(shown.out()).contains("Commit:     withdrawn: a red check");
    }

    @Test
    void show_tells_how_a_version_came_about() throws IOException {
        Result shown = ask("show", "v2");
        JsonNode json = JSON.readTree(ask("show", "2", "--json").out());

        assertThat(shown.code()).as(shown.error()).isZero();
        assertThat(shown.out())
                .contains("v2: What changed")
                .contains("Commit:     pending")
                .contains("Decision:   adopt, better")
                .contains("-12.50 %")
                .contains("meadow")
                .contains("+class Codec { int step = 3; }");
        assertThat(json.get("source").asText()).isEqualTo("class Codec { int step = 3; }");
        assertThat(json.at("/evidence/heldOutComparison/sequences/street").asDouble())
                .isEqualTo(-20);
        assertThat(ask("show", "v1").out()).contains("0123456789".repeat(4)).contains("the run began with it");
        assertThat(ask("show", "v2", "--source").out()).isEqualTo("class Codec { int step = 3; }");
    }

    @Test
    void a_version_that_is_not_there_and_one_that_is_none_are_told_apart() {
        Result missing = ask("show", "v7");
        Result wrong = ask("show", "latest");

        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.error()).contains("has no v7; it has v1, v2");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.error()).contains("'latest' is no version");
    }

    @Test
    void export_gives_every_event_whole_and_never_over_another_file() throws IOException {
        Path file = directory.resolve("run.jsonl");
        running.append(events(true));

        List<String> printed = ask("export").out().lines().toList();
        Result written = ask("export", "--output", file);
        Result again = ask("export", "--output", file);

        assertThat(written.code()).as(written.error()).isZero();
        assertThat(Files.readAllLines(file))
                .isEqualTo(printed)
                .hasSize(RunEvents.ofEveryKind().size());
        JsonNode planned = JSON.readTree(printed.get(3));
        assertThat(planned.get("sequence").asInt()).isEqualTo(4);
        assertThat(planned.get("kind").asText()).isEqualTo("planned");
        assertThat(planned.get("prompt").asText()).startsWith("prompt tab\t").contains("🤖");
        assertThat(planned.get("parent").asText()).startsWith("class Codec {}");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.error()).contains("exists already");
    }

    @Test
    void a_second_run_is_refused_and_told_who_holds_the_directory() {
        Result second = ask("evolve", "--resume", "-n", 1);

        assertThat(second.code()).isEqualTo(2);
        assertThat(second.error())
                .contains(
                        "is in use by this process, " + ProcessHandle.current().pid());
    }
}
