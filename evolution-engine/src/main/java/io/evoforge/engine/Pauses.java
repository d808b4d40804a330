package io.evoforge.engine;

import java.time.Duration;

/**
 * How long to wait between tries: {@code first} after the first failure, twice as long after each further one, at most
 * {@code longest}.
 *
 * @param first at least zero
 * @param longest at least {@code first}
 */
public record Pauses(Duration first, Duration longest) {
    public Pauses {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must not shrink but were " + first + " to " + longest);
        }
    }

    /** The pause after so many failures in a row, at least 1. */
    public Duration after(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
