package io.evoforge.app.config;

import io.evoforge.engine.review.ObjectionPolicy;
import io.evoforge.llm.langchain4j.CallLimits;
import io.evoforge.llm.langchain4j.ModelProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys {@code review.*}. Nothing of {@code model.*} is taken over: a reviewer is to be another model.
 *
 * @param model who reviews, empty if nobody does
 * @param onChangesRequested what follows when it asks for changes
 * @param required whether a version without a review waits for a person
 * @param attempts of one review in one start of a run
 */
public record ReviewConfig(
        Optional<ModelConfig> model, ObjectionPolicy onChangesRequested, boolean required, int attempts) {
    static final ConfigKey<Optional<String>> MODEL = new ConfigKey<>(
            "review.model",
            "",
            "The provider's name for the model that reviews each version before it is published; without it, nobody"
                    + " does. Take another model than the one that proposes.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<ModelProvider> PROVIDER = new ConfigKey<>(
            "review.provider",
            "anthropic",
            "Whose interface the reviewer is asked through: 'anthropic', 'openai' (also for every server that speaks"
                    + " like it), or 'ollama'.",
            Parsers.choice(ModelProvider.class));
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
    static final ConfigKey<Optional<URI>> BASE_URL = new ConfigKey<>(
            "review.base-url",
            "",
            "Address of the interface; without it, the provider's own.",
            Parsers.optional(Parsers::webAddress));
    static final ConfigKey<Optional<String>> KEY_ENVIRONMENT = new ConfigKey<>(
            "review.key-environment",
            "",
            "Name of the environment variable with the key. Without it, ANTHROPIC_API_KEY or OPENAI_API_KEY at the"
                    + " provider's own address, and no key at another.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Optional<Path>> KEY_FILE = new ConfigKey<>(
            "review.key-file",
            "",
            "File with the key, readable by its owner only; it is read for every call.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<Optional<Double>> TEMPERATURE = new ConfigKey<>(
            "review.temperature",
            "",
            "Temperature of answers, from 0 to 2; without it, the provider's default.",
            Parsers.optional(Parsers::number));
    static final ConfigKey<Optional<Double>> INPUT_PRICE = new ConfigKey<>(
            "review.input-price",
            "",
            "US dollars for a million tokens of input; without it, the published price if we know it. Reviews are paid"
                    + " from budget.dollars.",
            Parsers.optional(Parsers::notNegative));
    static final ConfigKey<Optional<Double>> OUTPUT_PRICE = new ConfigKey<>(
            "review.output-price",
            "",
            "US dollars for a million tokens of output.",
            Parsers.optional(Parsers::notNegative));
    static final ConfigKey<Integer> OUTPUT_TOKENS = new ConfigKey<>(
            "review.output-tokens",
            "4000",
            "The longest answer asked for, in tokens; a budget reserves as much for each of the two turns of a review.",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> CONTINUATIONS = new ConfigKey<>(
            "review.continuations",
            "0",
            "How often an answer that was cut at that length is asked to go on.",
            Parsers.integer(0, 20));
    static final ConfigKey<Duration> DEADLINE = new ConfigKey<>(
            "review.deadline",
            "5m",
            "Longest time for one call, with all its tries, pauses and continuations.",
            Parsers::duration);
    static final ConfigKey<Integer> TRIES = new ConfigKey<>(
            "review.tries",
            Integer.toString(CallLimits.DEFAULT.tries()),
            "How often a request is sent when faults pass by themselves, such as an overloaded provider.",
            Parsers.integer(1, 100));

    static final List<ConfigKey<?>> ALL = List.of(
            MODEL,
            PROVIDER,
            ON_CHANGES_REQUESTED,
            REQUIRED,
            ATTEMPTS,
            BASE_URL,
            KEY_ENVIRONMENT,
            KEY_FILE,
            TEMPERATURE,
            INPUT_PRICE,
            OUTPUT_PRICE,
            OUTPUT_TOKENS,
            CONTINUATIONS,
            DEADLINE,
            TRIES);

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
