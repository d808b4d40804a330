package io.evoforge.engine;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.proposal.TokenUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is. Counts are over the whole run, including earlier processes.
 *
 * @param decided candidates whose fate was decided
 * @param adopted candidates that were adopted, without the one the run began with
 * @param champion the version that is current, or null while the first is measured
 * @param unpublished versions that the remote does not have yet
 * @param calls answers that came
 * @param spent tokens and money
 * @param elapsed since this start
 * @param limits when the run ends
 */
public record RunProgress(
        long decided,
        long adopted,
        @Nullable EvolutionVersion champion,
        int unpublished,
        long calls,
        TokenUsage spent,
        Duration elapsed,
        RunLimits limits) {}
