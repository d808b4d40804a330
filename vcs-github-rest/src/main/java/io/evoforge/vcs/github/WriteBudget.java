package io.evoforge.vcs.github;

import io.evoforge.vcs.hosting.RequestBudget.Writes;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans requests that create content so that GitHub's limits are never met: so many in any minute, so many in any hour,
 * and a gap between two. Where GitHub asks for a rest all the same, it holds everybody until the rest is over. Share one
 * among everything in a process that uses the same account.
 *
 * <p>Safe for use by several threads; turns are given out in the order of asking.
 */
public final class WriteBudget {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBudget.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofSeconds(1); // GitHub's clock is not ours

    /** What a file names beyond this was written by a clock that was wrong. */
    private static final Duration BELIEVABLE = Duration.ofHours(2);

    private final Clock clock;
    private final Pause pause;
    private final int perMinute;
    private final int perHour;
    private final Duration gap;
    private final Deque<Instant> turns = new ArrayDeque<>();
    private @Nullable Instant restUntil;
    private @Nullable WriteLedger ledger;
    private boolean isLedgerRead;

    /** A budget with limits of one's own, each at least 1. */
    public WriteBudget(Clock clock, Pause pause, int perMinute, int perHour, Duration gap) {
        this(clock, pause, perMinute, perHour, gap, null);
    }

    private WriteBudget(
            Clock clock, Pause pause, int perMinute, int perHour, Duration gap, @Nullable WriteLedger ledger) {
        if (perMinute < 1 || perHour < 1 || gap.isNegative()) {
            throw new IllegalArgumentException("a budget allows at least 1 request a minute and an hour, and its gap is"
                    + " not negative; these were " + perMinute + ", " + perHour + " and " + gap);
        }
        this.clock = clock;
        this.pause = pause;
        this.perMinute = perMinute;
        this.perHour = perHour;
        this.gap = gap;
        this.ledger = ledger;
    }

    /** What GitHub asks for: 80 in a minute, 500 in an hour, 1 s between two. */
    public static WriteBudget ofGitHub(Clock clock, Pause pause) {
        return ofGitHub(clock, pause, Duration.ofSeconds(1));
    }

    /** As the other, with another gap, for a server that does not ask for one. */
    public static WriteBudget ofGitHub(Clock clock, Pause pause, Duration gap) {
        return new WriteBudget(clock, pause, 80, 500, gap);
    }

    /**
     * The same limits, kept together with every process that has the same {@code file}, and over a restart. The file is made
     * with the first turn. Where it cannot be used, the limits are kept within this process.
     */
    public WriteBudget keptIn(Path file) {
        return new WriteBudget(clock, pause, perMinute, perHour, gap, new WriteLedger(file));
    }

    /** When a request that asked now would get its turn. */
    public synchronized Instant nextTurn() {
        look();
        return planned();
    }

    /** What was planned in the last minute. */
    synchronized Writes minute() {
        look();
        return new Writes(countSince(MINUTE), perMinute);
    }

    /** What was planned in the last hour. */
    synchronized Writes hour() {
        look();
        return new Writes(countSince(HOUR), perHour);
    }

    /** When everybody may go on; null if nobody has to rest. */
    synchronized @Nullable Instant restUntil() {
        if (!isLedgerRead) {
            look();
        }
        Instant until = restUntil;
        return until != null && until.isAfter(clock.instant()) ? until : null;
    }

    /** From now on nobody sends anything until then. A rest that lasts longer stays. */
    synchronized void rest(Instant until) {
        restUntil = restUntil == null ? until : later(restUntil, until);
        if (ledger != null) {
            try {
                ledger.addRest(until);
            } catch (IOException e) {
                tell(e);
            }
        }
    }

    /** Returns when nobody has to rest; waits by {@code how}. */
    void awaitRest(Pause how) throws InterruptedException {
        for (Instant until = restUntil(); until != null; until = restUntil()) {
            Duration wait = Duration.between(clock.instant(), until);
            if (!wait.isNegative() && !wait.isZero()) {
                how.pause(wait);
            }
        }
    }

    /** Returns when it is our turn. */
    void await() throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), takeTurn());
        if (!wait.isNegative() && !wait.isZero()) {
            pause.pause(wait);
        }
    }

    private synchronized Instant takeTurn() {
        Instant[] turn = new Instant[1];
        if (ledger != null) {
            try {
                ledger.addWrite(entries -> {
                    take(entries);
                    turn[0] = planned();
                    return turn[0];
                });
            } catch (IOException e) {
                tell(e);
            }
        }
        Instant ours = turn[0] == null ? planned() : turn[0];
        turns.addLast(ours);
        while (turns.size() > perHour) {
            turns.removeFirst();
        }
        return ours;
    }

    private Instant planned() {
        Instant turn = clock.instant();
        Instant latest = turns.peekLast();
        if (latest != null) {
            turn = later(turn, latest.plus(gap));
        }
        turn = later(turn, after(perMinute, MINUTE));
        return later(turn, after(perHour, HOUR));
    }

    /** Takes over what other processes planned meanwhile. */
    private void look() {
        if (ledger != null) {
            try {
                take(ledger.read());
            } catch (IOException e) {
                tell(e);
            }
        }
    }

    private void take(WriteLedger.Entries entries) {
        isLedgerRead = true;
        Instant now = clock.instant();
        List<Instant> writes = entries.writes().stream()
                .filter(at -> at.isAfter(now.minus(HOUR).minus(MARGIN)) && at.isBefore(now.plus(BELIEVABLE)))
                .sorted()
                .toList();
        turns.clear();
        turns.addAll(writes.subList(Math.max(0, writes.size() - perHour), writes.size()));
        entries.rests().stream()
                .filter(until -> until.isAfter(now) && until.isBefore(now.plus(BELIEVABLE)))
                .forEach(until -> restUntil = restUntil == null ? until : later(restUntil, until));
    }

    private void tell(IOException trouble) {
        if (trouble instanceof ClosedByInterruptException || trouble instanceof FileLockInterruptionException) {
            return; // nothing is wrong with the file; who was cancelled sends nothing
        }
        ledger = null;
        LOG.warn("GitHub's limits are kept within this process only: {}", trouble.toString());
    }

    private int countSince(Duration window) {
        Instant start = clock.instant().minus(window);
        return (int) turns.stream().filter(turn -> turn.isAfter(start)).count();
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
