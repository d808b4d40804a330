package io.evoforge.tools;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.tools.run.RunControl;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.delivery.Delivery;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.hosting.RequestLimits;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AgentTools} work on. What is slow to make, or holds a lock, comes from a supplier and is asked for when it
 * is needed; a supplier gives the same object each time.
 *
 * @param run the run, as its journal tells it
 * @param control starts and stops it
 * @param publisher commits and pushes
 * @param delivery brings versions where the policy wants them
 * @param settings what the publisher was made with
 * @param evaluator measures
 * @param gate decides
 * @param pullRequests opens pull requests, or null if the host has none or none are configured
 * @param requestLimits how much may still be asked of the host, or null if it has no limits that we know
 * @param objection why a version may not be published and what to do, or empty if it may
 * @param clock tells the time
 */
public record ToolContext(
        RunView run,
        RunControl control,
        Supplier<EvolutionPublisher> publisher,
        Supplier<Delivery> delivery,
        PublisherSettings settings,
        Supplier<CodecEvaluator> evaluator,
        AdoptionGate gate,
        @Nullable PullRequests pullRequests,
        @Nullable RequestLimits requestLimits,
        Function<Evolution, Optional<String>> objection,
        Clock clock) {
    /** A context whose host has no limits that we know. */
    public ToolContext(
            RunView run,
            RunControl control,
            Supplier<EvolutionPublisher> publisher,
            Supplier<Delivery> delivery,
            PublisherSettings settings,
            Supplier<CodecEvaluator> evaluator,
            AdoptionGate gate,
            @Nullable PullRequests pullRequests,
            Function<Evolution, Optional<String>> objection,
            Clock clock) {
        this(run, control, publisher, delivery, settings, evaluator, gate, pullRequests, null, objection, clock);
    }
}
