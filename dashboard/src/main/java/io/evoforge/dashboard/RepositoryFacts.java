package io.evoforge.dashboard;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.dashboard.port.RepositoryWatch;
import io.evoforge.vcs.hosting.RequestBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the repository said last. A request never waits for it. */
final class RepositoryFacts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryFacts.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final @Nullable RepositoryWatch watch;
    private final Signal news;
    private final Signal hurry = new Signal();
    private final Clock clock;
    private final Thread thread = new Thread(this::keepLooking, "evoforge-dashboard-repository");
    private volatile boolean closed;
    private volatile Known known = new Known(null, null, null);

    /** The last look and when it was, and why the one after it failed. */
    record Known(
            RepositoryWatch.@Nullable Look look,
            @Nullable Instant at,
            @Nullable String problem) {}

    RepositoryFacts(@Nullable RepositoryWatch watch, Signal news, Clock clock) {
        this.watch = watch;
        this.news = news;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        if (watch != null) {
            thread.start();
        }
    }

    Known known() {
        return known;
    }

    /** What the host's limits leave now, also while a look waits for them; null if there are none that we know. */
    @Nullable
    RequestBudget budget() {
        return watch == null ? null : watch.budget().orElse(null);
    }

    /** Looks at once: something was committed. */
    void hurry() {
        hurry.raise();
    }

    private void keepLooking() {
        try {
            while (!closed && watch != null) {
                long hurried = hurry.count();
                look(watch);
                hurry.await(hurried, PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void look(RepositoryWatch repository) {
        Known before = known;
        try {
            known = new Known(repository.look(), clock.instant(), null);
        } catch (VersionControlException e) {
            known = new Known(before.look(), before.at(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the repository cannot be asked", e);
            known = new Known(
                    before.look(),
                    before.at(),
                    "The repository cannot be asked (" + e.getClass().getSimpleName() + "); the log says more.");
        }
        news.raise();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
