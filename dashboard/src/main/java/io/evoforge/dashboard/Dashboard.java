package io.evoforge.dashboard;

import io.evoforge.core.credentials.Secret;
import io.evoforge.dashboard.model.RunModel;
import io.evoforge.dashboard.port.AnchorShelf;
import io.evoforge.dashboard.port.Chat;
import io.evoforge.dashboard.port.EventFeed;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.dashboard.port.RepositoryWatch;
import io.evoforge.dashboard.port.RunControl;
import io.javalin.Javalin;
import java.net.URI;
import java.time.Clock;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves a run over HTTP: a page, a JSON interface, and metrics. Everything but the page's own files and {@code /health}
 * wants the token that is made anew at every start.
 *
 * <p>Follows the run by reading its events again and again, so it makes no difference which process leads it. Close it to
 * end its threads. Safe for use by several threads.
 */
public final class Dashboard implements AutoCloseable {
    private static final int THREADS = 48;

    private final Secret token;
    private final Javalin server;
    private final RunFollower follower;
    private final RepositoryFacts repository;
    private final EventStream events;
    private final int port;

    private Dashboard(
            Secret token,
            Javalin server,
            RunFollower follower,
            RepositoryFacts repository,
            EventStream events,
            int port) {
        this.token = token;
        this.server = server;
        this.follower = follower;
        this.repository = repository;
        this.events = events;
        this.port = port;
    }

    /**
     * What the dashboard shows and moves.
     *
     * @param feed the events of the run
     * @param repository how the repository stands, or null if it cannot be asked from here
     * @param control leads the run, or null if it can only be watched
     * @param chat answers people, or null if there is none
     * @param frames codes sequences to be looked at, or null if no codec can run here
     * @param anchors what established codecs did
     */
    public record Sources(
            EventFeed feed,
            @Nullable RepositoryWatch repository,
            @Nullable RunControl control,
            @Nullable Chat chat,
            @Nullable FrameLook frames,
            AnchorShelf anchors) {
        /** With no frames to look at and no anchors. */
        public Sources(
                EventFeed feed,
                @Nullable RepositoryWatch repository,
                @Nullable RunControl control,
                @Nullable Chat chat) {
            this(feed, repository, control, chat, null, AnchorShelf.EMPTY);
        }

        /** The same, with frames and anchors. */
        public Sources with(@Nullable FrameLook look, AnchorShelf shelf) {
            return new Sources(feed, repository, control, chat, look, shelf);
        }

        /** Only watches. */
        public static Sources of(EventFeed feed) {
            return new Sources(feed, null, null, null);
        }
    }

    /**
     * Starts to serve.
     *
     * @throws DashboardException if the address cannot be listened on
     */
    public static Dashboard start(DashboardSettings settings, Sources sources, Clock clock) {
        Secret token = RandomText.token();
        RunModel model = new RunModel(settings.referencePsnrDb(), settings.webUrl(), clock);
        Signal signal = new Signal();
        RepositoryFacts repository = new RepositoryFacts(sources.repository(), signal, clock);
        RunFollower follower = new RunFollower(sources.feed(), model, signal, repository::hurry);
        EventStream events = new EventStream(model, signal);
        Access access = new Access(settings, new SignIns(token, clock));
        FramesApi frames = new FramesApi(model, sources.frames());
        Api api = new Api(
                settings, model, follower, repository, sources.control(), sources.chat(), sources.anchors(), frames);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = Bodies.MOST_BYTES;
            config.http.prefer405over404 = true;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 4);
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setSendDateHeader(false);
            });
            new Routes(config.routes, access, new Assets(), api, frames, events, new PrometheusText(model, follower))
                    .add();
        });
        int port;
        try {
            port = server.start(settings.address(), settings.port()).port();
        } catch (RuntimeException e) {
            server.stop();
            throw new DashboardException(
                    "The dashboard cannot listen on " + settings.address() + ":" + settings.port() + " ("
                            + rootMessage(e) + "). Choose another port, or 0 for a free one.",
                    e);
        }
        access.listensOn(port);
        follower.start();
        repository.start();
        return new Dashboard(token, server, follower, repository, events, port);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Where it is served. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** What signs a person or a program in: as {@code Authorization: Bearer}, or pasted into the page. */
    public Secret token() {
        return token;
    }

    /** Reads the run's events at once instead of within a second: something happened in this process. */
    public void hurry() {
        follower.hurry();
    }

    /** Stops serving and ends its threads. Calling it again does nothing. */
    @Override
    public void close() {
        events.close();
        follower.close();
        repository.close();
        server.stop();
    }
}
