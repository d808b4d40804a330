package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.store.sqlite.SqliteEvolutionStore;

/** Binds {@link EvolutionStore} to SQLite in the state directory. Needs {@link AppConfig}. */
final class SqliteModule extends AbstractModule {
    @Provides
    @Singleton
    EvolutionStore store(AppConfig config, Resources resources) {
        return resources.add(SqliteEvolutionStore.open(config.stateDirectory()));
    }
}
