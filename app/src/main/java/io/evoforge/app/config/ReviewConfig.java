package io.evoforge.app.config;

import io.evoforge.engine.review.ObjectionPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Keys {@code review.*}, those of its model from {@link ModelKeys#REVIEWER}. Nothing of {@code model.*} is taken over: a reviewer is to be another model.
 *
 * @param model who reviews, empty if nobody does
 * @param onChangesRequested what follows when it asks for changes
 * @param required whether a version without a review waits for a person
 * @param attempts of one review in one start of a run
 */
public record ReviewConfig(
        Optional<ModelConfig> model, ObjectionPolicy onChangesRequested, boolean required, int attempts) {
    static final ConfigKey<ObjectionPolicy> ON_CHANGES_REQUESTED = new ConfigKey<>(
            "review.on-changes-requested",
            "hold",
            "What follows when the reviewer asks for changes: 'hold' keeps the version until a person decides,"
                    + " 'repair' withdraws it, goes on from the version before it and tells the next prompt the"
                    + " objections, 'advise' publishes it all the same. A review never allows what the other keys do not.",
            Parsers.choice(ObjectionPolicy.class));
    static final ConfigKey<Boolean> REQUIRED = new ConfigKey<>(
            "review.required",
            "true",
            "Whether a version waits for a person when it could not be reviewed; otherwise it is published without a"
                    + " review, and the run's record says so.",
            Parsers::yesOrNo);
    static final ConfigKey<Integer> ATTEMPTS = new ConfigKey<>(
            "review.attempts",
            "3",
            "How often one start of a run asks for a review of a version when faults pass by themselves, each time with"
                    + " review.tries.",
            Parsers.integer(1, 100));
    static final List<ConfigKey<?>> ALL = List.of(ON_CHANGES_REQUESTED, REQUIRED, ATTEMPTS);

    static ReviewConfig from(ConfigValues values, BudgetConfig budget) {
        Optional<ModelConfig> model = ModelConfig.reviewer(values);
        if (budget.dollars().isPresent()
                && model.isPresent()
                && model.get().settings().price() == null) {
            values.fault("budget.dollars is set but the price of the reviewer "
                    + model.get().settings().name()
                    + " is not known; set review.input-price and review.output-price, in dollars per million tokens");
        }
        return new ReviewConfig(model, values.take(ON_CHANGES_REQUESTED), values.take(REQUIRED), values.take(ATTEMPTS));
    }
}
