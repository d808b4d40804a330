package io.evoforge.vcs.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.vcs.hosting.RequestBudget.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteBudgetTest {
    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();

    @Test
    void a_restart_forgets_nothing() throws Exception {
        budget(3, 10).await();
        budget(3, 10).await();
        budget(3, 10).await();

        WriteBudget restarted = budget(3, 10);

        assertThat(restarted.minute()).isEqualTo(new Writes(3, 3));
        assertThat(restarted.nextTurn()).isEqualTo(Instant.parse("2026-05-04T10:01:01Z"));
    }

    @Test
    void processes_with_the_same_file_wait_for_each_other() throws Exception {
        WriteBudget one = budget(80, 500);
        WriteBudget other = budget(80, 500);

        for (int i = 0; i < 100; i++) {
            one.await();
            other.await();
        }

        assertThat(one.hour()).isEqualTo(new Writes(200, 500));
        assertThat(other.hour()).isEqualTo(one.hour());
        assertThat(time.pauses()).isNotEmpty().allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) >= 0);
    }

    @Test
    void a_rest_is_kept_by_whoever_comes_later() throws Exception {
        Instant until = time.instant().plusSeconds(90);
        budget(80, 500).rest(until);

        WriteBudget later = budget(80, 500);
        Instant told = later.restUntil();
        later.awaitRest(time);

        assertThat(told).isEqualTo(until);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(90));
        assertThat(later.restUntil()).isNull();
    }

    @Test
    void a_rest_that_lasts_longer_stays() {
        WriteBudget budget = WriteBudget.ofGitHub(time, time);
        Instant longer = time.instant().plusSeconds(90);

        budget.rest(longer);
        budget.rest(time.instant().plusSeconds(5));

        assertThat(budget.restUntil()).isEqualTo(longer);
    }

    @Test
    void what_cannot_be_read_or_believed_is_passed_over() throws Exception {
        budget(80, 500).await();
        Path file = directory.resolve("state/github-writes");
        String line = Files.readString(file);
        Files.writeString(
                file,
                "\u0000\u0001garbage\nwrite 2031-01-01T00:00:00Z\nrest 2031-01-01T00:00:00Z\n" + line + "write 20");

        WriteBudget budget = budget(80, 500);
        budget.await();

        assertThat(budget.minute()).isEqualTo(new Writes(2, 80));
        assertThat(budget.restUntil()).isNull();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_file_that_cannot_be_used_leaves_the_limits_of_this_process() throws Exception {
        Files.createDirectories(directory.resolve("state/github-writes"));
        WriteBudget budget = budget(1, 10);

        budget.await();
        budget.await();

        assertThat(budget.hour()).isEqualTo(new Writes(2, 10));
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(61));
    }

    @Test
    void the_file_does_not_grow_for_ever() throws Exception {
        Path file = Files.createDirectories(directory.resolve("state")).resolve("github-writes");
        WriteBudget unlimited = new WriteBudget(time, time, 100_000, 100_000, Duration.ZERO).keptIn(file);

        for (int i = 0; i < 9_000; i++) {
            unlimited.rest(time.instant().plusSeconds(1));
        }
        unlimited.await();

        assertThat(Files.size(file)).isLessThan(400_000);
        assertThat(unlimited.hour().used()).isEqualTo(1);
    }

    private WriteBudget budget(int perMinute, int perHour) {
        Path file = directory.resolve("state/github-writes");
        return new WriteBudget(time, time, perMinute, perHour, Duration.ofSeconds(1)).keptIn(file);
    }

    @Test
    void looking_makes_no_file() throws IOException {
        assertThat(budget(80, 500).minute()).isEqualTo(new Writes(0, 80));
        assertThat(directory.resolve("state")).doesNotExist();
    }
}
