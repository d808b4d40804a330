package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.demo.DemoResources;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.engine.proposer.RecordedProposer;
import java.util.List;

/** Binds the proposers to a recording: the configured directory, or the demo's. Needs {@link AppConfig}. */
final class RecordedModule extends AbstractModule {
    @Provides
    @Singleton
    List<CandidateProposer> proposers(AppConfig config) {
        return List.of(config.proposer().recording().map(RecordedProposer::of).orElseGet(DemoResources::recording));
    }
}
