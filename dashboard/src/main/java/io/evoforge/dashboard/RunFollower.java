package io.evoforge.dashboard;

import io.evoforge.core.evolution.StoreException;
import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.port.EventFeed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the model up with the run, which another process may lead. */
final class RunFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final RunModel model;
    private final Signal news;
    private final Runnable onPublished;
    private final Signal hurry = new Signal();
    private final Thread thread = new Thread(this::follow, "evoforge-dashboard-follower");
    private volatile boolean closed;
    private volatile @Nullable String problem;
    private volatile boolean caughtUp;

    /** @param onPublished is told that a version was published */
    RunFollower(EventFeed feed, RunModel model, Signal news, Runnable onPublished) {
        this.feed = feed;
        this.model = model;
        this.news = news;
        this.onPublished = onPublished;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Looks at once: something happened in this process. */
    void hurry() {
        hurry.raise();
    }

    /** Why the run cannot be read now, or null if it can. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Whether everything that was there at the start was read. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    private void follow() {
        try {
            while (!closed) {
                long hurried = hurry.count();
                read();
                hurry.await(hurried, PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void read() {
        long before = model.position();
        int published = model.published();
        String was = problem;
        try {
            feed.readAfter(before, model::apply);
            problem = null;
            caughtUp = true;
        } catch (StoreException e) {
            problem = e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("the run's events cannot be read", e);
            problem = "The run's events cannot be read (" + e.getClass().getSimpleName() + "); the log says more.";
        }
        if (model.position() != before || !java.util.Objects.equals(was, problem)) {
            news.raise();
        }
        if (model.published() != published) {
            onPublished.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
