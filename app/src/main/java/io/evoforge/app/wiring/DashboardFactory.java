package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.DashboardConfig;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.dashboard.Dashboard;
import io.evoforge.dashboard.DashboardSettings;
import io.evoforge.dashboard.port.EventFeed;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.RunProgress;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.tools.ToolRight;
import io.evoforge.tools.run.EngineRunControl;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.RequestLimits;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Serves the dashboard: as a watcher, who locks nothing, or as the leader of the run. */
final class DashboardFactory {
    private final AppConfig config;
    private final PublisherSettings publishing;
    private final EngineFactory engines;
    private final ToolsFactory tools;
    private final ChatFactory chats;
    private final Provider<Optional<FrameLook>> frames;
    private final Provider<EvolutionStore> store;
    private final Provider<EvolutionPublisher> publisher;
    private final Provider<VersionControl> versionControl;
    private final Provider<Optional<RequestLimits>> limits;
    private final Provider<Optional<Comparisons>> comparisons;
    private final Resources resources;
    private final Clock clock;

    @Inject
    DashboardFactory(
            AppConfig config,
            PublisherSettings publishing,
            EngineFactory engines,
            ToolsFactory tools,
            ChatFactory chats,
            Provider<Optional<FrameLook>> frames,
            Provider<EvolutionStore> store,
            Provider<EvolutionPublisher> publisher,
            Provider<VersionControl> versionControl,
            Provider<Optional<RequestLimits>> limits,
            Provider<Optional<Comparisons>> comparisons,
            Resources resources,
            Clock clock) {
        this.config = config;
        this.publishing = publishing;
        this.engines = engines;
        this.tools = tools;
        this.chats = chats;
        this.frames = frames;
        this.store = store;
        this.publisher = publisher;
        this.versionControl = versionControl;
        this.limits = limits;
        this.comparisons = comparisons;
        this.resources = resources;
        this.clock = clock;
    }

    Dashboard start() {
        EventFeed feed = (seen, reader) -> SqliteEvolutionStore.read(config.stateDirectory(), seen, reader);
        return resources.add(
                config.dashboard().run()
                        ? leading(feed)
                        : Dashboard.start(settings(), looking(Dashboard.Sources.of(feed)), clock));
    }

    private Dashboard leading(EventFeed feed) {
        // Who cannot have what the run needs is told now rather than in the background.
        store.get();
        EvolutionPublisher publishes = publisher.get();
        engines.requireContainment();
        AtomicReference<@Nullable Dashboard> served = new AtomicReference<>();
        RunView view = tools.view();
        EngineRunControl control = tools.control(view, new EngineListener() {
            @Override
            public void progress(RunProgress progress) {
                Dashboard shown = served.get();
                if (shown != null) {
                    shown.hurry();
                }
            }
        });
        Dashboard dashboard = Dashboard.start(
                settings(),
                looking(new Dashboard.Sources(
                        feed,
                        new RepositoryLook(
                                publishes, versionControl.get(), publishing, limits.get(), comparisons.get()),
                        new ToolsRunControl(control),
                        new ToolsChat(chats.chat(
                                tools.tools(view, control, ToolRight.ALL),
                                config.chat().settings())))),
                clock);
        served.set(dashboard);
        return dashboard;
    }

    /** With frames and anchors to look at, which lock nothing. */
    private Dashboard.Sources looking(Dashboard.Sources sources) {
        return sources.with(
                frames.get().orElse(null), new StoredAnchors(config.evaluator().anchorsFile()));
    }

    private DashboardSettings settings() {
        DashboardConfig dashboard = config.dashboard();
        return new DashboardSettings(
                dashboard.address(),
                dashboard.port(),
                dashboard.remote(),
                dashboard.hosts(),
                config.commit().headlinePsnrDb(),
                config.commit().branch().value(),
                publishing.webUrl(),
                publishing.paths().of(EvolutionVersion.SEED).stream()
                        .map(RepositoryPath::value)
                        .sorted()
                        .toList(),
                config.budget()
                        .dollars()
                        .map(dollars -> Math.round(dollars * 1e6))
                        .orElse(null));
    }
}
