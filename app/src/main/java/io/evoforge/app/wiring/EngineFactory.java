package io.evoforge.app.wiring;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigKeys.OriginKind;
import io.evoforge.app.config.SourceFiles;
import io.evoforge.app.credentials.SecretFreeEvaluator;
import io.evoforge.app.demo.DemoResources;
import io.evoforge.app.report.RunHistory;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.engine.Concurrency;
import io.evoforge.engine.CostEstimate;
import io.evoforge.engine.EngineException;
import io.evoforge.engine.EngineListener;
import io.evoforge.engine.EngineSettings;
import io.evoforge.engine.EvolutionEngine;
import io.evoforge.engine.RepositoryOrigin;
import io.evoforge.engine.RunOrigin;
import io.evoforge.engine.prompt.PromptSettings;
import io.evoforge.engine.publishing.DeliveryPublications;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.engine.review.ReviewSettings;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.guard.SecretScanner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the engine once a verb knows who listens. */
final class EngineFactory {
    private final AppConfig config;
    private final Provider<List<CandidateProposer>> proposers;
    private final Provider<CodecEvaluator> evaluator;
    private final Provider<EvolutionStore> store;
    private final Provider<EvolutionPublisher> publisher;
    private final Provider<Delivery> delivery;
    private final SecretScanner secrets;
    private final Provider<VersionControl> versionControl;
    private final AdoptionGate gate;
    private final Provider<Optional<ReviewSettings>> review;
    private final Clock clock;

    @Inject
    EngineFactory(
            AppConfig config,
            Provider<List<CandidateProposer>> proposers,
            Provider<CodecEvaluator> evaluator,
            Provider<EvolutionStore> store,
            Provider<EvolutionPublisher> publisher,
            Provider<Delivery> delivery,
            SecretScanner secrets,
            Provider<VersionControl> versionControl,
            AdoptionGate gate,
            Provider<Optional<ReviewSettings>> review,
            Clock clock) {
        this.config = config;
        this.proposers = proposers;
        this.evaluator = evaluator;
        this.store = store;
        this.publisher = publisher;
        this.delivery = delivery;
        this.secrets = secrets;
        this.versionControl = versionControl;
        this.gate = gate;
        this.review = review;
        this.clock = clock;
    }

    /** As below, with the configured proposers. */
    EvolutionEngine create(EngineListener listener) {
        return create(Optional.empty(), listener);
    }

    /**
     * An engine; whoever starts a run comes through here.
     *
     * @param only who proposes, in place of the configured proposers; empty for these
     * @throws EngineException {@code FORBIDDEN} as {@link #requireContainment} says
     */
    EvolutionEngine create(Optional<CandidateProposer> only, EngineListener listener) {
        requireContainment();
        return Provided.by(() -> build(only, listener));
    }

    private EvolutionEngine build(Optional<CandidateProposer> only, EngineListener listener) {
        RunOrigin origin = origin();
        return EvolutionEngine.builder(
                        settings(origin),
                        only.map(List::of).orElseGet(proposers::get),
                        new SecretFreeEvaluator(evaluator.get(), secrets, origin.source()),
                        store.get(),
                        PushPolicy.of(config).guard(publications()))
                .gate(gate)
                .clock(clock)
                .listener(listener)
                .review(review.get().orElse(null))
                .build();
    }

    /**
     * Looks whether what a run brings could be pushed at all, before anything is paid for.
     *
     * @throws EngineException {@code FORBIDDEN} if candidates are held too loosely here for the configured strategy
     */
    void requireContainment() {
        CodecEvaluator measuring = Provided.by(evaluator::get);
        PushPolicy.of(config).objection(measuring.identity().level()).ifPresent(why -> {
            throw new EngineException(EngineException.Reason.FORBIDDEN, "this run is refused: " + why);
        });
    }

    /** Several agents race for the branch itself; otherwise the policy says when a version counts. */
    private Publications publications() {
        return config.commit().agent().isPresent()
                ? new PublisherPublications(publisher.get())
                : new DeliveryPublications(delivery.get());
    }

    /** What so many candidates cost at most. Asks nobody and opens nothing. */
    CostEstimate estimate(long candidates) {
        return Provided.by(() -> CostEstimate.of(settings(configured()), proposers.get(), candidates));
    }

    private EngineSettings settings(RunOrigin origin) {
        AppConfig.Run run = config.run();
        EngineSettings defaults = EngineSettings.of(UUID.randomUUID().toString(), run.seed(), origin);
        return defaults.withStrategy(config.search().strategy())
                .withPrompt(prompt(defaults.prompt()))
                .withConcurrency(new Concurrency(run.candidatesInFlight(), run.modelCalls(), run.workers()))
                .withPatience(defaults.patience().withDrainTime(config.commit().drainTime()));
    }

    private PromptSettings prompt(PromptSettings ours) {
        return config.evaluator()
                .command()
                .map(command -> ours.forLanguage(command.language(), SourceFiles.task(command.taskFile())))
                .orElse(ours)
                .withApproaches(config.search().approaches())
                .withTokens(config.search().promptTokens());
    }

    /** A run that has adopted something knows its own origin; a new one goes on where the branch stands. */
    private RunOrigin origin() {
        if (RunHistory.of(store.get()).hasOrigin() || config.run().origin() == OriginKind.CODEC) {
            return configured();
        }
        return RepositoryOrigin.find(
                        publisher.get(), versionControl.get(), config.commit().sourcePath())
                .orElseGet(this::configured);
    }

    private RunOrigin configured() {
        return RunOrigin.seed(config.run().codec().map(SourceFiles::read).orElseGet(DemoResources::seedCodec));
    }
}
