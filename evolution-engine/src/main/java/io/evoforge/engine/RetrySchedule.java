package io.evoforge.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** When things that failed are due again. Times are monotonic: a clock that jumps moves none of them. */
final class RetrySchedule<K> {
    /** What is overdue waits for something else than time, and is looked at again after so long. */
    private static final long OVERDUE_NANOS = Duration.ofMillis(50).toNanos();

    private final Pauses pauses;
    private final Map<K, Entry> entries = new HashMap<>();

    private record Entry(int failures, long dueNanos) {}

    RetrySchedule(Pauses pauses) {
        this.pauses = pauses;
    }

    /** Counts a failure and returns the pause that follows. */
    Duration failed(K key) {
        return failedFor(key, pauses.after(failures(key) + 1));
    }

    /** Counts a failure after which only the longest pause makes sense, and returns it. */
    Duration failedForLong(K key) {
        return failedFor(key, pauses.longest());
    }

    /** Waits {@code pause} without counting a failure; those before are forgotten. */
    void postponed(K key, Duration pause) {
        entries.put(key, new Entry(0, System.nanoTime() + pause.toNanos()));
    }

    private Duration failedFor(K key, Duration pause) {
        entries.put(key, new Entry(failures(key) + 1, System.nanoTime() + pause.toNanos()));
        return pause;
    }

    void succeeded(K key) {
        entries.remove(key);
    }

    /** Forgets everything but what is {@code wanted}: nobody will ever try the rest again. */
    void retain(Predicate<K> wanted) {
        entries.keySet().removeIf(wanted.negate());
    }

    int failures(K key) {
        Entry entry = entries.get(key);
        return entry == null ? 0 : entry.failures();
    }

    /** Whether {@code key} is to be tried again. */
    boolean awaits(K key) {
        return entries.containsKey(key);
    }

    boolean hasFailures() {
        return !entries.isEmpty();
    }

    boolean isDue(K key) {
        Entry entry = entries.get(key);
        return entry == null || entry.dueNanos() - System.nanoTime() <= 0;
    }

    /** How long until the next one is due, at most {@code longest}. */
    Duration untilNext(Duration longest) {
        long now = System.nanoTime();
        long nanos = longest.toNanos();
        for (Entry entry : entries.values()) {
            long left = entry.dueNanos() - now;
            nanos = Math.min(nanos, left > 0 ? left : OVERDUE_NANOS);
        }
        return Duration.ofNanos(nanos);
    }
}
