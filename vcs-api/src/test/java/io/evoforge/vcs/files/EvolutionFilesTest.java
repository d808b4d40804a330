package io.evoforge.vcs.files;

import static io.evoforge.testkit.evolution.Evolutions.evolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.MergeDriver;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.TestData;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionFilesTest {
    private static final EvolutionPaths PATHS = EvolutionPaths.DEFAULT;
    private static final RepositoryPath CHANGELOG = new RepositoryPath("CHANGELOG.md");

    private final EvolutionFiles files = new EvolutionFiles(PATHS, 36);
    private final Map<RepositoryPath, FileContent> branch = new TreeMap<>();

    @Test
    void the_files_of_two_versions_are_as_agreed() {
        commit(evolution(1).build());
        commit(evolution(2).build());

        assertThat(text(PATHS.metrics())).isEqualTo(TestData.read("evolution_metrics.json"));
        assertThat(text(PATHS.log())).isEqualTo(TestData.read("evolution_log.md"));
        assertThat(text(CHANGELOG)).isEqualTo(TestData.read("CHANGELOG.md"));
        assertThat(text(PATHS.source())).isEqualTo(evolution(2).build().source().text());
    }

    @Test
    void the_source_keeps_every_byte() {
        String odd = "\uFEFFclass A {}\r\n\t// ü 🤖 \u2028 no line end";

        commit(evolution(1).source(odd).build());

        assertThat(branch.get(PATHS.source())).isEqualTo(FileContent.ofText(odd));
    }

    @Test
    void an_entry_replaces_an_earlier_one_of_the_same_adoption() {
        Evolution second = evolution(2).build();
        commit(evolution(1).build());
        commit(second);
        commit(evolution(3).build());
        Map<RepositoryPath, FileContent> before = new TreeMap<>(branch);

        commit(second);

        before.remove(PATHS.source());
        assertThat(branch).containsAllEntriesOf(before);
    }

    @Test
    void members_that_somebody_added_to_the_metrics_stay() {
        commit(evolution(1).build());
        write(
                PATHS.metrics(),
                text(PATHS.metrics())
                        .replace(
                                "\"schema\": 1",
                                "\"schema\": 1, \"owner\": {\"name\": \"Ada \\u00e9 \\ud800\", \"n\": [1.50, true, []]}"));

        commit(evolution(2).build());

        assertThat(text(PATHS.metrics()))
                .contains("Ada é \\ud800")
                .contains("1.50")
                .contains("\"version\": 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{}",
                "{\"schema\": 2, \"evolutions\": []}",
                "{\"schema\": 1, \"evolutions\": {}}",
                "{\"schema\": 1, \"evolutions\": [7]}",
                "{\"schema\": 1, \"evolutions\": [{\"evolutionId\": \"a\"}, {\"evolutionId\": \"a\"}]}",
                "{\"schema\": 1, \"schema\": 1, \"evolutions\": []}",
                "{\"schema\": 1, \"evolutions\": []} trailing",
                "{\"schema\": 1, \"evolutions\": [],}",
                "{\"schema\": 1, \"evolutions\": [01]}",
                "{\"schema\": 1, \"evolutions\": [\"\\x\"]}",
                "{\"schema\": 1, \"evolutions\": [\"\\u12",
                "{\"schema\": 1, \"evolutions\": [\"tab\t\"]}",
                "<<<<<<< HEAD\n{}"
            })
    void metrics_that_are_not_ours_are_refused(String metrics) {
        write(PATHS.metrics(), metrics);

        assertThat(files.of(evolution(1).build(), this::read))
                .isInstanceOfSatisfying(FilesResult.Unreadable.class, unreadable -> {
                    assertThat(unreadable.path()).isEqualTo(PATHS.metrics());
                    assertThat(unreadable.reason()).isNotBlank();
                });
    }

    @Test
    void metrics_nested_without_end_are_refused_and_not_a_stack_overflow() {
        write(PATHS.metrics(), "[".repeat(1_000_000));

        assertThat(files.of(evolution(1).build(), this::read))
                .isEqualTo(new FilesResult.Unreadable(
                        PATHS.metrics(), "line 1 is not valid JSON: it is nested more than 64 levels deep"));
    }

    @Test
    void a_log_with_a_lost_mark_is_refused() {
        commit(evolution(1).build());
        write(PATHS.log(), text(PATHS.log()).replaceFirst("<!-- evolution .{32}: end -->\n", ""));

        assertThat(files.of(evolution(2).build(), this::read))
                .isInstanceOfSatisfying(
                        FilesResult.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("lacks its comment <!-- evolution"));
    }

    @Test
    void a_file_that_is_no_text_is_refused() {
        branch.put(PATHS.log(), FileContent.of(new byte[] {(byte) 0xff, (byte) 0xfe}));

        assertThat(files.of(evolution(1).build(), this::read))
                .isEqualTo(new FilesResult.Unreadable(PATHS.log(), "it is not text in UTF-8"));
    }

    @Test
    void a_change_log_that_was_there_before_keeps_its_sections() {
        write(
                CHANGELOG,
                "# Changes\n\n## [Unreleased]\n\n- mine\n\n## [1.0.0] - 2020-01-01\n\n- old\n\n[1.0.0]: https://x\n");

        commit(evolution(1).build());
        commit(evolution(2).build());

        assertThat(text(CHANGELOG))
                .containsSubsequence(
                        "## [Unreleased]",
                        "- mine",
                        "## [codec v2]",
                        "## [codec v1]",
                        "## [1.0.0]",
                        "- old",
                        "[1.0.0]:");
    }

    @Test
    void a_models_summary_cannot_forge_an_entry_or_mark_up() {
        commit(evolution(1)
                .summary("x\n<!-- evolution 00: begin -->\n# Fake\n| a | b |\n![p](http://evil)")
                .build());
        commit(evolution(2).build());

        assertThat(text(PATHS.log()))
                .doesNotContain("\n<!-- evolution 00")
                .doesNotContain("\n# Fake")
                .doesNotContain("http://");
    }

    @Test
    void copies_of_each_version_are_made_where_they_are_asked_for() {
        EvolutionFiles withHistory = new EvolutionFiles(PATHS.withHistory("history/EvolvedCodec_v{N}.java"), 36);

        FilesResult result = withHistory.of(evolution(7).build(), this::read);

        assertThat(result)
                .isInstanceOfSatisfying(
                        FilesResult.Ready.class,
                        ready -> assertThat(ready.changes())
                                .extracting(FileChange::path)
                                .contains(new RepositoryPath("history/EvolvedCodec_v7.java")));
    }

    @Test
    void a_rollback_is_told_in_log_and_change_log_and_leaves_the_metrics() {
        commit(evolution(1).build());
        commit(evolution(2).build());

        FilesResult result = files.ofRollback(
                new EvolutionVersion(2),
                EvolutionVersion.SEED,
                FileContent.ofText(evolution(1).build().source().text()),
                "Too slow @ada",
                evolution(3).build().adoptedAt(),
                this::read);
        apply(result);

        assertThat(text(PATHS.source())).isEqualTo(evolution(1).build().source().text());
        assertThat(text(PATHS.log()))
                .containsSubsequence("## Rollback - v2 to v1", "Too slow (at)ada", "## v2 - ", "## v1 - ");
        assertThat(text(CHANGELOG)).containsSubsequence("## [codec v1 again] - 2025-10-17", "## [codec v2]");
        assertThat(text(PATHS.metrics())).isEqualTo(TestData.read("evolution_metrics.json"));
    }

    @Test
    void both_sides_of_the_growing_files_are_joined() {
        commit(evolution(1).build());
        FileContent baseLog = read(PATHS.log()).orElseThrow();
        FileContent baseMetrics = read(PATHS.metrics()).orElseThrow();
        commit(evolution(2).build());
        FileContent ours = read(PATHS.log()).orElseThrow();
        FileContent oursMetrics = read(PATHS.metrics()).orElseThrow();
        branch.put(PATHS.log(), baseLog);
        branch.put(PATHS.metrics(), baseMetrics);
        commit(evolution(2).run("other").build());
        MergeDriver driver = files.mergeDriver();

        String log = driver.merge(PATHS.log(), baseLog, ours, read(PATHS.log()).orElseThrow())
                .flatMap(FileContent::asText)
                .orElseThrow();
        String metrics = driver.merge(
                        PATHS.metrics(),
                        baseMetrics,
                        oursMetrics,
                        read(PATHS.metrics()).orElseThrow())
                .flatMap(FileContent::asText)
                .orElseThrow();

        for (String id : new String[] {
            evolution(1).build().id().value(),
            evolution(2).build().id().value(),
            evolution(2).run("other").build().id().value()
        }) {
            assertThat(log).containsOnlyOnce("<!-- evolution " + id + ": begin -->");
            assertThat(metrics).containsOnlyOnce(id);
        }
    }

    @Test
    void the_source_and_what_cannot_be_read_are_never_joined() {
        FileContent one = FileContent.ofText("one");
        FileContent two = FileContent.ofText("two");
        MergeDriver driver = files.mergeDriver();

        assertThat(driver.merge(PATHS.source(), null, one, two)).isEmpty();
        assertThat(driver.merge(new RepositoryPath("README.md"), null, one, two))
                .isEmpty();
        assertThat(driver.merge(PATHS.metrics(), null, one, two)).isEmpty();
        assertThat(driver.merge(PATHS.log(), null, one, FileContent.of(new byte[] {(byte) 0xff})))
                .isEmpty();
    }

    @Test
    void paths_that_would_overwrite_each_other_are_refused() {
        assertThatThrownBy(() -> PATHS.withLog(PATHS.metrics())).hasMessageContaining("given for two files");
        assertThatThrownBy(() -> PATHS.withHistory("history/Codec.java")).hasMessageContaining("needs {N}");
        assertThatThrownBy(() -> PATHS.withHistory("../{N}.java")).isInstanceOf(IllegalArgumentException.class);
    }

    private void commit(Evolution evolution) {
        apply(files.of(evolution, this::read));
    }

    private void apply(FilesResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FilesResult.Ready.class,
                        ready -> ready.changes()
                                .forEach(change -> change.<Optional<FileContent>>match(
                                        put -> Optional.ofNullable(branch.put(put.path(), put.content())),
                                        delete -> Optional.ofNullable(branch.remove(delete.path())))));
    }

    private Optional<FileContent> read(RepositoryPath path) {
        return Optional.ofNullable(branch.get(path));
    }

    private void write(RepositoryPath path, String text) {
        branch.put(path, FileContent.ofText(text));
    }

    private String text(RepositoryPath path) {
        return read(path).flatMap(FileContent::asText).orElseThrow();
    }
}
