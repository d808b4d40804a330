package io.evoforge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private final RetrySchedule<String> schedule = new RetrySchedule<>(new Pauses(Duration.ZERO, Duration.ZERO));

    @Test
    void what_is_overdue_and_not_tried_does_not_keep_a_thread_busy() {
        schedule.failed("waits for something else");

        assertThat(schedule.isDue("waits for something else")).isTrue();
        assertThat(schedule.untilNext(Duration.ofSeconds(5))).isBetween(Duration.ofMillis(10), Duration.ofMillis(100));
    }

    @Test
    void what_nobody_wants_any_more_is_forgotten() {
        schedule.failed("wanted");
        schedule.failed("unwanted");

        schedule.retain("wanted"::equals);

        assertThat(schedule.failures("wanted")).isEqualTo(1);
        assertThat(schedule.failures("unwanted")).isZero();
    }
}
