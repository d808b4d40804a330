package io.evoforge.app.config;

import io.evoforge.engine.RunLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys {@code budget.*}.
 *
 * @param dollars for the whole run, earlier starts included
 * @param calls of a proposer, as before
 * @param candidates as before
 * @param hours of one start
 */
public record BudgetConfig(
        Optional<Double> dollars, Optional<Integer> calls, Optional<Integer> candidates, Optional<Double> hours) {
    static final ConfigKey<Optional<Double>> DOLLARS = new ConfigKey<>(
            "budget.dollars",
            "",
            "US dollars that a run may spend on models, over all its starts. What calls under way may cost at most is"
                    + " reserved, so it is not overdrawn. Every model needs a known price then.",
            Parsers.optional(Parsers::notNegative));
    static final ConfigKey<Optional<Integer>> CALLS = new ConfigKey<>(
            "budget.calls",
            "",
            "Answers of a proposer that a run may have, over all its starts, repair turns included.",
            Parsers.optional(Parsers.integer(0, Integer.MAX_VALUE)));
    static final ConfigKey<Optional<Integer>> CANDIDATES = new ConfigKey<>(
            "budget.candidates",
            "",
            "Candidates that a run may have, over all its starts.",
            Parsers.optional(Parsers.integer(0, Integer.MAX_VALUE)));
    static final ConfigKey<Optional<Double>> HOURS = new ConfigKey<>(
            "budget.hours",
            "",
            "Hours after which a start of a run begins nothing new.",
            Parsers.optional(Parsers::notNegative));

    static final List<ConfigKey<?>> ALL = List.of(DOLLARS, CALLS, CANDIDATES, HOURS);

    static BudgetConfig from(ConfigValues values) {
        return new BudgetConfig(values.take(DOLLARS), values.take(CALLS), values.take(CANDIDATES), values.take(HOURS));
    }

    /** When a run ends that has decided so many candidates and is to have so many more. */
    public RunLimits limits(long decided, long more) {
        RunLimits limits = RunLimits.ofCandidates(Math.min(decided + more, candidates.orElse(Integer.MAX_VALUE)));
        if (calls.isPresent()) {
            limits = limits.withCalls(calls.get());
        }
        if (dollars.isPresent()) {
            limits = limits.withMicrodollars(Math.round(dollars.get() * 1_000_000));
        }
        if (hours.isPresent()) {
            limits = limits.withTime(Duration.ofSeconds(Math.round(hours.get() * 3600)));
        }
        return limits;
    }
}
