package io.evoforge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.evolution.EvolutionStoreContract;
import io.evoforge.testkit.evolution.RunEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEvolutionStoreTest extends EvolutionStoreContract {
    @TempDir
    Path directory;

    @Override
    protected EvolutionStore open() {
        return SqliteEvolutionStore.open(state());
    }

    private Path state() {
        return directory.resolve("state");
    }

    private Path file() {
        return state().resolve("run.db");
    }

    @Test
    void a_refused_second_holder_is_told_the_process_that_holds_the_directory() {
        try (EvolutionStore held = open()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> SqliteEvolutionStore.open(state().resolve("../state")))
                    .withMessageContaining(
                            "in use by this process, " + ProcessHandle.current().pid())
                    .withMessageContaining("One process at a time");
            assertThat(eventsOf(held)).isEmpty();
        }
    }

    @Test
    void events_can_be_read_while_another_holds_the_directory() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore held = open()) {
            held.append(events);

            List<RunEvent> read = new ArrayList<>();
            SqliteEvolutionStore.read(state(), read::add);

            assertThat(read).isEqualTo(events);
        }
    }

    @Test
    void who_follows_a_run_reads_only_what_is_new() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        List<RunEvent> rest = new ArrayList<>();
        List<RunEvent> nothing = new ArrayList<>();
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state())) {
            store.append(events);

            SqliteEvolutionStore.read(state(), 4, rest::add);
            SqliteEvolutionStore.read(state(), events.size(), nothing::add);
        }

        assertThat(rest).isEqualTo(events.subList(4, events.size()));
        assertThat(nothing).isEmpty();
    }

    @Test
    void reading_where_no_run_is_says_so_and_creates_nothing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteEvolutionStore.read(state(), event -> {}))
                .withMessageContaining("There is no run in '" + state() + "'")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE));
        assertThat(state()).doesNotExist();
    }

    @Test
    void reading_at_the_first_instant_of_a_run_says_that_there_is_none_yet() throws IOException, SQLException {
        Files.createDirectory(state());
        Database.open(file()).close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteEvolutionStore.read(state(), event -> {}))
                .withMessageContaining("There is no run in '" + file() + "' yet")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE));
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_named() throws IOException {
        Files.writeString(state(), "not a directory");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining(state().toString())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE));
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() {
        Path unwritable = Path.of("/proc/self/evoforge-state"); // not even by root
        assumeThat(Path.of("/proc/self")).exists();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteEvolutionStore.open(unwritable))
                .withMessageContaining(unwritable.toString())
                .withMessageContaining("may write to")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE));
    }

    @Test
    void an_export_has_every_event_as_a_line_with_its_texts_in_it() {
        List<String> lines = new ArrayList<>();
        try (EvolutionStore held = open()) {
            held.append(RunEvents.ofEveryKind());

            SqliteEvolutionStore.export(state(), lines::add);
        }

        assertThat(lines).hasSize(RunEvents.ofEveryKind().size()).noneMatch(line -> line.contains("\n"));
        assertThat(lines.get(0)).startsWith("{\"sequence\":1,\"kind\":\"started\",\"run\":\"run-1\"");
        assertThat(lines.get(9)).contains("\"kind\":\"adopted\"").contains("class Codec { int step = 3; }");
    }

    @Test
    void a_full_disk_refuses_the_append_whole_and_what_was_kept_stays() throws SQLException {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (SqliteEvolutionStore store = SqliteEvolutionStore.open(state())) {
            store.append(events);
            store.limitPages(true);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.append(List.of(events.get(0), bulky(1), bulky(2))))
                    .withMessageContaining("is full")
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.DISK_FULL);
                        assertThat(e.isRetryable()).isTrue();
                    });
            assertThat(eventsOf(store)).isEqualTo(events);

            store.limitPages(false);
            store.append(List.of(bulky(3)));
            assertThat(eventsOf(store)).hasSize(events.size() + 1).endsWith(bulky(3));
        }
    }

    @Test
    void a_newer_schema_is_refused_with_both_versions_and_left_alone() throws Exception {
        open().close();
        change("PRAGMA user_version = 9");
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining("has schema version 9, this program knows versions up to 3")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_SCHEMA));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void an_older_schema_is_brought_up_to_date_with_its_events() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);
        }
        List<Schema.Step> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(statement -> statement.execute("ALTER TABLE events ADD COLUMN remark TEXT"));
        steps.add(statement -> statement.execute("UPDATE events SET remark = kind"));

        try (EvolutionStore store = SqliteEvolutionStore.open(state(), new Schema(steps))) {
            assertThat(eventsOf(store)).isEqualTo(events);
        }

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining("has schema version 5");
    }

    @Test
    void an_adoption_of_schema_version_1_is_read_as_based_on_the_version_before_it() throws Exception {
        List<RunEvent> adoptions = RunEvents.ofEveryKind().stream()
                .filter(RunEvent.Adopted.class::isInstance)
                .toList();
        try (EvolutionStore store = SqliteEvolutionStore.open(
                state(), new Schema(Schema.CURRENT.steps().subList(0, 1)))) {
            store.append(adoptions);
        }
        EventCodec codec = new EventCodec();
        RunEvent.Adopted adopted = (RunEvent.Adopted) adoptions.get(adoptions.size() - 1);
        assertThat(codec.writeWhole(1, adopted)).contains("\"base\":null");

        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEqualTo(adoptions);
        }

        assertThat(adopted.evolution().improves()).contains(EvolutionVersion.SEED);
    }

    @Test
    void a_run_of_schema_version_2_goes_on_with_reviews_and_is_then_closed_to_older_programs() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        List<RunEvent> known =
                events.stream().filter(event -> !isOfReviews(event)).toList();
        List<RunEvent> reviews =
                events.stream().filter(SqliteEvolutionStoreTest::isOfReviews).toList();
        Schema second = new Schema(Schema.CURRENT.steps().subList(0, 2));
        try (EvolutionStore store = SqliteEvolutionStore.open(state(), second)) {
            store.append(known);
        }

        try (EvolutionStore store = open()) {
            store.append(reviews);
            assertThat(eventsOf(store)).containsExactlyElementsOf(concat(known, reviews));
        }

        assertThat(reviews).hasSizeGreaterThan(1);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteEvolutionStore.open(state(), second))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_SCHEMA));
    }

    private static boolean isOfReviews(RunEvent event) {
        return event instanceof RunEvent.Reviewed || event instanceof RunEvent.ReviewFailed;
    }

    private static List<RunEvent> concat(List<RunEvent> one, List<RunEvent> other) {
        List<RunEvent> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void a_migration_that_fails_leaves_the_old_version() {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);
        }
        List<Schema.Step> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(statement -> statement.execute("DELETE FROM events"));
        steps.add(statement -> statement.execute("no SQL"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteEvolutionStore.open(state(), new Schema(steps)));

        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEqualTo(events);
        }
    }

    @Test
    void an_altered_event_is_named_and_the_file_moved_aside_with_the_events_before_it_kept() throws Exception {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);
        }
        change("UPDATE events SET body = replace(body, 'scripted', 'unscripted') WHERE sequence = 3");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining("event 3: its checksum differs")
                .withMessageContaining("run.db.damaged-1")
                .withMessageContaining("the 2 events before the damage were kept")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));

        assertThat(state().resolve("run.db.damaged-1")).exists();
        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEqualTo(events.subList(0, 2));
        }
    }

    @Test
    void a_missing_event_and_an_altered_text_are_damage_too() throws Exception {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);
        }
        change("DELETE FROM events WHERE sequence = 8");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining("event 8: it is missing");

        change("UPDATE blobs SET content = (SELECT content FROM blobs AS other WHERE other.hash <> blobs.hash)");
        try (EvolutionStore store = open()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> eventsOf(store))
                    .withMessageContaining("event 2: text ")
                    .withMessageContaining("run.db.damaged-2");
            assertThatIllegalStateException().isThrownBy(() -> eventsOf(store));
        }
        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEqualTo(events.subList(0, 1));
        }
    }

    @Test
    void a_file_that_is_no_database_is_moved_aside_and_a_new_run_may_begin() throws IOException {
        Files.createDirectories(state());
        Files.writeString(file(), "This is not a database. ".repeat(500));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessageContaining("the 0 events before the damage were kept");

        assertThat(state().resolve("run.db.damaged-1")).hasContent("This is not a database. ".repeat(500));
        try (EvolutionStore store = open()) {
            assertThat(eventsOf(store)).isEmpty();
        }
    }

    @Test
    void garbage_anywhere_in_the_file_never_gives_a_wrong_event() throws IOException {
        List<RunEvent> events = RunEvents.ofEveryKind();
        try (EvolutionStore store = open()) {
            store.append(events);
        }
        byte[] sound = Files.readAllBytes(file());
        SplittableRandom random = new SplittableRandom(7);
        int noticed = 0;
        for (int round = 0; round < 30; round++) {
            byte[] damaged = sound.clone();
            int at = random.nextInt(damaged.length);
            for (int i = at; i < Math.min(damaged.length, at + 40); i++) {
                damaged[i] = (byte) random.nextInt(256);
            }
            Files.write(file(), damaged);

            List<RunEvent> read;
            try (EvolutionStore store = open()) {
                read = eventsOf(store);
            } catch (StoreException e) {
                noticed++;
                assertThat(e.reason())
                        .as("garbage at %s: %s", at, e.getMessage())
                        .isIn(Reason.CORRUPT, Reason.NEWER_SCHEMA, Reason.NOT_ACCESSIBLE);
                continue;
            }
            assertThat(read).as("garbage at %s", at).isEqualTo(events);
        }
        assertThat(noticed).isPositive();
    }

    @Test
    void a_thousand_candidates_of_ten_kilobytes_take_less_than_thirty_megabytes() throws IOException {
        try (EvolutionStore store = open()) {
            for (int candidate = 1; candidate <= 1000; candidate++) {
                store.append(List.of(bulky(candidate)));
            }
        }

        assertThat(sizeOf(state())).isLessThan(30L << 20);
    }

    private static long sizeOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long size = 0;
            for (Path path : files.toList()) {
                size += Files.size(path);
            }
            return size;
        }
    }

    /** A reply of 10 KB to a prompt of 20 KB; the words are random, so they compress no better than code. */
    private static RunEvent bulky(long candidate) {
        SplittableRandom random = new SplittableRandom(candidate);
        String source = random.ints(0, 4000)
                .mapToObj(number -> Integer.toString(number, 36))
                .limit(2500)
                .collect(Collectors.joining(" "));
        return new RunEvent.Replied(
                candidate,
                candidate,
                0,
                "Improve this: " + source.repeat(2),
                new ModelReply(new SourceCode(source).text(), "model", TokenUsage.NONE),
                Instant.EPOCH);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
