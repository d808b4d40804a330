package io.evoforge.vcs.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Plans requests that create content so that GitHub's limits are never met: so many in any minute, so many in any hour,
 * and a gap between two. Share one among everything in a process that uses the same account.
 *
 * <p>Safe for use by several threads; turns are given out in the order of asking.
 */
public final class WriteBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofSeconds(1); // GitHub's clock is not ours

    private final Clock clock;
    private final Pause pause;
    private final int perMinute;
    private final int perHour;
    private final Duration gap;
    private final Deque<Instant> turns = new ArrayDeque<>();
    private @Nullable Instant latest;

    /** A budget with limits of one's own, each at least 1. */
    public WriteBudget(Clock clock, Pause pause, int perMinute, int perHour, Duration gap) {
        if (perMinute < 1 || perHour < 1 || gap.isNegative()) {
            throw new IllegalArgumentException("a budget allows at least 1 request a minute and an hour, and its gap is"
                    + " not negative; these were " + perMinute + ", " + perHour + " and " + gap);
        }
        this.clock = clock;
        this.pause = pause;
        this.perMinute = perMinute;
        this.perHour = perHour;
        this.gap = gap;
    }

    /** What GitHub asks for: 80 in a minute, 500 in an hour, 1 s between two. */
    public static WriteBudget ofGitHub(Clock clock, Pause pause) {
        return ofGitHub(clock, pause, Duration.ofSeconds(1));
    }

    /** As the other, with another gap, for a server that does not ask for one. */
    public static WriteBudget ofGitHub(Clock clock, Pause pause, Duration gap) {
        return new WriteBudget(clock, pause, 80, 500, gap);
    }

    /** When a request that asked now would get its turn. */
    public synchronized Instant nextTurn() {
        Instant turn = clock.instant();
        if (latest != null) {
            turn = later(turn, latest.plus(gap));
        }
        turn = later(turn, after(perMinute, MINUTE));
        return later(turn, after(perHour, HOUR));
    }

    /** Returns when it is our turn. */
    void await() throws InterruptedException {
        Instant turn;
        synchronized (this) {
            turn = nextTurn();
            latest = turn;
            turns.addLast(turn);
            while (turns.size() > perHour) {
                turns.removeFirst();
            }
        }
        Duration wait = Duration.between(clock.instant(), turn);
        if (!wait.isNegative() && !wait.isZero()) {
            pause.pause(wait);
        }
    }

    private Instant after(int limit, Duration window) {
        if (turns.size() < limit) {
            return Instant.MIN;
        }
        Iterator<Instant> backwards = turns.descendingIterator();
        Instant turn = backwards.next();
        for (int i = 1; i < limit; i++) {
            turn = backwards.next();
        }
        return turn.plus(window).plus(MARGIN);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
