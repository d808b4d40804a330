package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.app.config.AppConfig;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.delivery.Cleanup;
import io.evoforge.vcs.delivery.DeliveryHost;
import java.util.Optional;

/** Makes what cleans up after deliveries, where the repository has a host that can be asked. */
final class CleanupFactory {
    private final AppConfig config;
    private final Provider<EvolutionPublisher> publisher;
    private final Provider<Optional<DeliveryHost>> host;

    @Inject
    CleanupFactory(AppConfig config, Provider<EvolutionPublisher> publisher, Provider<Optional<DeliveryHost>> host) {
        this.config = config;
        this.publisher = publisher;
        this.host = host;
    }

    Optional<Cleanup> create() {
        return host.get().map(found -> new Cleanup(publisher.get(), config.delivery(), found));
    }
}
