package io.evoforge.app.config;

import io.evoforge.llm.langchain4j.CallLimits;
import io.evoforge.llm.langchain4j.ModelProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of one model, with their defaults: {@code model.*}, whose last names {@code models.NAME.*} takes too, or others. */
final class ModelKeys {
    /** Who proposes. */
    static final ModelKeys PROPOSER = new ModelKeys(
            "model",
            "name",
            "The provider's name for the model. Needed by proposer.kind 'model'.",
            " Several models are set up as models.NAME.provider, models.NAME.name and so on; what one of them does not set,"
                    + " it takes from model.*.",
            CallLimits.DEFAULT);

    /** Who reviews. Answers are short, and a run waits for them. */
    static final ModelKeys REVIEWER = new ModelKeys(
            "review",
            "model",
            "The provider's name for the model that reviews each version before it is published; without it, nobody"
                    + " does. Take another model than the one that proposes.",
            "",
            CallLimits.DEFAULT.withAnswers(4000, 0).withPatience(Duration.ofMinutes(5), CallLimits.DEFAULT.tries()));

    static final ConfigKey<Optional<Path>> RECORD_TO = new ConfigKey<>(
            "model.record-to",
            "",
            "Directory where every call is recorded, in the form that proposer.recording takes.",
            Parsers.optional(Parsers::path));

    final ConfigKey<ModelProvider> provider;
    final ConfigKey<Optional<String>> name;
    final ConfigKey<Optional<URI>> baseUrl;
    final ConfigKey<Optional<String>> keyEnvironment;
    final ConfigKey<Optional<Path>> keyFile;
    final ConfigKey<Optional<Double>> temperature;
    final ConfigKey<Optional<Double>> inputPrice;
    final ConfigKey<Optional<Double>> outputPrice;
    final ConfigKey<Integer> outputTokens;
    final ConfigKey<Integer> continuations;
    final ConfigKey<Duration> deadline;
    final ConfigKey<Integer> tries;

    private ModelKeys(String prefix, String nameKey, String aboutName, String moreAboutProvider, CallLimits limits) {
        this.provider = new ConfigKey<>(
                prefix + ".provider",
                "anthropic",
                "Whose interface the model is asked through: 'anthropic', 'openai' (also for every server that speaks like"
                        + " it), or 'ollama'." + moreAboutProvider,
                Parsers.choice(ModelProvider.class));
        this.name = new ConfigKey<>(prefix + "." + nameKey, "", aboutName, Parsers.optional(Parsers::text));
        this.baseUrl = new ConfigKey<>(
                prefix + ".base-url",
                "",
                "Address of the interface, such as http://localhost:8000/v1; without it, the provider's own.",
                Parsers.optional(Parsers::webAddress));
        this.keyEnvironment = new ConfigKey<>(
                prefix + ".key-environment",
                "",
                "Name of the environment variable with the key. Without it, ANTHROPIC_API_KEY or OPENAI_API_KEY at the"
                        + " provider's own address, and no key at another.",
                Parsers.optional(Parsers::text));
        this.keyFile = new ConfigKey<>(
                prefix + ".key-file",
                "",
                "File with the key, readable by its owner only. It is read for every call, so that a new key needs no"
                        + " restart.",
                Parsers.optional(Parsers::path));
        this.temperature = new ConfigKey<>(
                prefix + ".temperature",
                "",
                "Temperature of answers, from 0 to 2; without it, the provider's default.",
                Parsers.optional(Parsers::number));
        this.inputPrice = new ConfigKey<>(
                prefix + ".input-price",
                "",
                "US dollars for a million tokens of input; without it, the published price if we know it. Check it: what"
                        + " is spent of budget.dollars is counted with it.",
                Parsers.optional(Parsers::notNegative));
        this.outputPrice = new ConfigKey<>(
                prefix + ".output-price",
                "",
                "US dollars for a million tokens of output.",
                Parsers.optional(Parsers::notNegative));
        this.outputTokens = new ConfigKey<>(
                prefix + ".output-tokens",
                Integer.toString(limits.outputTokens()),
                "The longest answer asked for, in tokens; a budget reserves as much for every call.",
                Parsers.integer(1, 1_000_000));
        this.continuations = new ConfigKey<>(
                prefix + ".continuations",
                Integer.toString(limits.continuations()),
                "How often an answer that was cut at that length is asked to go on.",
                Parsers.integer(0, 20));
        this.deadline = new ConfigKey<>(
                prefix + ".deadline",
                limits.deadline().toMinutes() + "m",
                "Longest time for one call, with all its tries, pauses and continuations.",
                Parsers::duration);
        this.tries = new ConfigKey<>(
                prefix + ".tries",
                Integer.toString(limits.tries()),
                "How often a request is sent when faults pass by themselves, such as an overloaded provider.",
                Parsers.integer(1, 100));
    }

    List<ConfigKey<?>> all() {
        return List.of(
                provider,
                name,
                baseUrl,
                keyEnvironment,
                keyFile,
                temperature,
                inputPrice,
                outputPrice,
                outputTokens,
                continuations,
                deadline,
                tries);
    }
}
