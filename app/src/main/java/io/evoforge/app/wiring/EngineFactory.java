package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.SourceFiles;
import io.evoforge.app.credentials.SecretFreeEvaluator;
import io.evoforge.app.demo.DemoResources;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.guard.SecretScanner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the engine once a verb knows who listens. */
final class EngineFactory {
    private final AppConfig config;
    private final Provider<CandidateProposer> proposer;
    private final Provider<CodecEvaluator> evaluator;
    private final Provider<EvolutionStore> store;
    private final Provider<EvolutionPublisher> publisher;
    private final SecretScanner secrets;
    private final AdoptionGate gate;
    private final Clock clock;

    @Inject
    EngineFactory(
            AppConfig config,
            Provider<CandidateProposer> proposer,
            Provider<CodecEvaluator> evaluator,
            Provider<EvolutionStore> store,
            Provider<EvolutionPublisher> publisher,
            SecretScanner secrets,
            AdoptionGate gate,
            Clock clock) {
        this.config = config;
        this.proposer = proposer;
        this.evaluator = evaluator;
        this.store = store;
        this.publisher = publisher;
        this.secrets = secrets;
        this.gate = gate;
        this.clock = clock;
    }

    EvolutionEngine create(EngineListener listener) {
        return create(Optional.empty(), listener);
    }

    /** As above, with {@code only} in place of the configured proposer if it is there. */
    EvolutionEngine create(Optional<CandidateProposer> only, EngineListener listener) {
        SourceCode origin = config.run().codec().map(SourceFiles::read).orElseGet(DemoResources::seedCodec);
        EngineSettings defaults =
                EngineSettings.of(UUID.randomUUID().toString(), config.run().seed(), RunOrigin.seed(origin));
        EngineSettings settings = defaults.withPatience(
                defaults.callPauses(),
                defaults.publicationPauses(),
                defaults.tries(),
                config.commit().drainTime());
        return new EvolutionEngine(
                settings,
                List.of(only.orElseGet(proposer::get)),
                new SecretFreeEvaluator(evaluator.get(), secrets, origin),
                store.get(),
                PushPolicy.of(config).guard(new PublisherPublications(publisher.get())),
                gate,
                clock,
                listener);
    }
}
