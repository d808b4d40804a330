package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.vcs.CommitIdentity;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.Proposals;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.delivery.DeliveryHost;
import io.evoforge.vcs.files.EvolutionPaths;
import io.evoforge.vcs.github.Pause;
import io.evoforge.vcs.guard.SecretScanner;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.hosting.RequestLimits;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds what needs no technology: the clock, the gate, the publisher, delivery. Needs {@link VersionControl}, {@link SecretScanner}. */
final class AppModule extends AbstractModule {
    /** Names the clock of the repository's host. */
    static final String HOST_TIME = "host";

    private final AppConfig config;

    AppModule(AppConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(AppConfig.class).toInstance(config);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(Pause.class).toInstance(Pause.REAL);
        bind(Resources.class).toInstance(new Resources());
        OptionalBinder.newOptionalBinder(binder(), Proposals.class);
        OptionalBinder.newOptionalBinder(binder(), PullRequests.class);
        OptionalBinder.newOptionalBinder(binder(), DeliveryHost.class);
        OptionalBinder.newOptionalBinder(binder(), RequestLimits.class);
        OptionalBinder.newOptionalBinder(binder(), Comparisons.class);
        OptionalBinder.newOptionalBinder(binder(), FrameLook.class);
        OptionalBinder.newOptionalBinder(binder(), Key.get(Clock.class, Names.named(HOST_TIME)))
                .setDefault()
                .to(Clock.class);
        bind(AdoptionGate.class).toInstance(new AdoptionGate(config.gate()));
    }

    @Provides
    @Singleton
    EvolutionPublisher publisher(
            VersionControl versionControl,
            PublisherSettings settings,
            Clock clock,
            SecretScanner secrets,
            Optional<Proposals> proposals) {
        return new EvolutionPublisher(versionControl, settings, clock, secrets, proposals.orElse(null));
    }

    @Provides
    @Singleton
    Delivery delivery(EvolutionPublisher publisher, Optional<DeliveryHost> host, @Named(HOST_TIME) Clock hostTime) {
        return new Delivery(publisher, config.delivery(), host.orElse(null), hostTime);
    }

    @Provides
    @Singleton
    PublisherSettings publisherSettings() {
        AppConfig.Commit commit = config.commit();
        EvolutionPaths paths = EvolutionPaths.DEFAULT
                .withSource(commit.sourcePath())
                .withChangelog(commit.changelog() ? EvolutionPaths.DEFAULT.changelog() : null)
                .withHistory(commit.history().orElse(null));
        return PublisherSettings.DEFAULT
                .withBranch(commit.branch())
                .withStrategy(commit.strategy())
                .withPaths(paths)
                .withTags(commit.tags())
                .withMajorPercent(commit.majorPercent())
                .withIdentity(new CommitIdentity(commit.authorName(), commit.authorEmail()))
                .withAgent(commit.agent().orElse(null))
                .withReferencePsnrDb(commit.headlinePsnrDb())
                .withWebUrl(webUrl(commit));
    }

    /** GitHub shows a repository's page where it serves the repository, without the ending. */
    private static @Nullable URI webUrl(AppConfig.Commit commit) {
        return commit.remote()
                .filter(remote -> remote.scheme().equals("https"))
                .map(remote -> URI.create(remote.redacted().replaceFirst("\\.git$", "")))
                .orElse(null);
    }
}
