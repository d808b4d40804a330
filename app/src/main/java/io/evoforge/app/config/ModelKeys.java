package io.evoforge.app.config;

import io.evoforge.llm.langchain4j.CallLimits;
import io.evoforge.llm.langchain4j.ModelProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys {@code model.*}, with their defaults; {@code models.NAME.*} takes the same. */
final class ModelKeys {
    static final ConfigKey<ModelProvider> PROVIDER = new ConfigKey<>(
            "model.provider",
            "anthropic",
            "Whose interface the model is asked through: 'anthropic', 'openai' (also for every server that speaks like"
                    + " it), or 'ollama'. Several models are set up as models.NAME.provider, models.NAME.name and so on;"
                    + " what one of them does not set, it takes from model.*.",
            Parsers.choice(ModelProvider.class));
    static final ConfigKey<Optional<String>> NAME = new ConfigKey<>(
            "model.name",
            "",
            "The provider's name for the model. Needed by proposer.kind 'model'.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Optional<URI>> BASE_URL = new ConfigKey<>(
            "model.base-url",
            "",
            "Address of the interface, such as http://localhost:8000/v1; without it, the provider's own.",
            Parsers.optional(Parsers::webAddress));
    static final ConfigKey<Optional<String>> KEY_ENVIRONMENT = new ConfigKey<>(
            "model.key-environment",
            "",
            "Name of the environment variable with the key. Without it, ANTHROPIC_API_KEY or OPENAI_API_KEY at the"
                    + " provider's own address, and no key at another.",
            Parsers.optional(Parsers::text));
    static final ConfigKey<Optional<Path>> KEY_FILE = new ConfigKey<>(
            "model.key-file",
            "",
            "File with the key, readable by its owner only. It is read for every call, so that a new key needs no"
                    + " restart.",
            Parsers.optional(Parsers::path));
    static final ConfigKey<Optional<Double>> TEMPERATURE = new ConfigKey<>(
            "model.temperature",
            "",
            "Temperature of answers, from 0 to 2; without it, the provider's default.",
            Parsers.optional(Parsers::number));
    static final ConfigKey<Optional<Double>> INPUT_PRICE = new ConfigKey<>(
            "model.input-price",
            "",
            "US dollars for a million tokens of input; without it, the published price if we know it. Check it.",
            Parsers.optional(Parsers::notNegative));
    static final ConfigKey<Optional<Double>> OUTPUT_PRICE = new ConfigKey<>(
            "model.output-price",
            "",
            "US dollars for a million tokens of output.",
            Parsers.optional(Parsers::notNegative));
    static final ConfigKey<Integer> OUTPUT_TOKENS = new ConfigKey<>(
            "model.output-tokens",
            Integer.toString(CallLimits.DEFAULT.outputTokens()),
            "The longest answer asked for, in tokens; a budget reserves as much for every call.",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> CONTINUATIONS = new ConfigKey<>(
            "model.continuations",
            Integer.toString(CallLimits.DEFAULT.continuations()),
            "How often an answer that was cut at that length is asked to go on.",
            Parsers.integer(0, 20));
    static final ConfigKey<Duration> DEADLINE = new ConfigKey<>(
            "model.deadline",
            "10m",
            "Longest time for one call, with all its tries, pauses and continuations.",
            Parsers::duration);
    static final ConfigKey<Integer> TRIES = new ConfigKey<>(
            "model.tries",
            Integer.toString(CallLimits.DEFAULT.tries()),
            "How often a request is sent when faults pass by themselves, such as an overloaded provider.",
            Parsers.integer(1, 100));
    static final ConfigKey<Optional<Path>> RECORD_TO = new ConfigKey<>(
            "model.record-to",
            "",
            "Directory where every call is recorded, in the form that proposer.recording takes.",
            Parsers.optional(Parsers::path));

    static final List<ConfigKey<?>> ALL = List.of(
            PROVIDER,
            NAME,
            BASE_URL,
            KEY_ENVIRONMENT,
            KEY_FILE,
            TEMPERATURE,
            INPUT_PRICE,
            OUTPUT_PRICE,
            OUTPUT_TOKENS,
            CONTINUATIONS,
            DEADLINE,
            TRIES,
            RECORD_TO);

    private ModelKeys() {}
}
