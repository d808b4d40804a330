package io.evoforge.app.config;

import io.evoforge.llm.langchain4j.CallLimits;
import io.evoforge.llm.langchain4j.ModelPrice;
import io.evoforge.llm.langchain4j.ModelProvider;
import io.evoforge.llm.langchain4j.ModelSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One model, from keys {@code model.*} or {@code models.NAME.*}; {@link ModelKeys} describes each value.
 *
 * @param settings how it is asked
 * @param keyEnvironment the environment variable with its key, empty if there is none
 * @param keyFile the file with its key, which goes before the variable
 */
public record ModelConfig(ModelSettings settings, Optional<String> keyEnvironment, Optional<Path> keyFile) {
    private static final String GROUP = "models.";

    /** The values of one model, as they were written. */
    private record Written(
            ModelProvider provider,
            Optional<String> name,
            Optional<URI> baseUrl,
            Optional<String> keyEnvironment,
            Optional<Path> keyFile,
            Optional<Double> temperature,
            Optional<Double> inputPrice,
            Optional<Double> outputPrice,
            int outputTokens,
            int continuations,
            Duration deadline,
            int tries) {}

    /** All models; none if neither {@code model.name} nor any of {@code models.*} is set. */
    static List<ModelConfig> from(ConfigValues values) {
        Set<String> names = values.namesBelow(GROUP);
        Written common = new Written(
                values.take(ModelKeys.PROVIDER),
                values.take(ModelKeys.NAME),
                values.take(ModelKeys.BASE_URL),
                values.take(ModelKeys.KEY_ENVIRONMENT),
                values.take(ModelKeys.KEY_FILE),
                values.take(ModelKeys.TEMPERATURE),
                values.take(ModelKeys.INPUT_PRICE),
                values.take(ModelKeys.OUTPUT_PRICE),
                values.take(ModelKeys.OUTPUT_TOKENS),
                values.take(ModelKeys.CONTINUATIONS),
                values.take(ModelKeys.DEADLINE),
                values.take(ModelKeys.TRIES));
        List<ModelConfig> models = new ArrayList<>();
        if (names.isEmpty()) {
            if (common.name().isPresent()) {
                checked("model", "", common, values).ifPresent(models::add);
            }
            return models;
        }
        for (String name : names) {
            String prefix = GROUP + name;
            checked(prefix, name, special(prefix, common, values), values).ifPresent(models::add);
        }
        return models;
    }

    /** The model of {@code review.*}; empty if none is named. */
    static Optional<ModelConfig> reviewer(ConfigValues values) {
        Written written = new Written(
                values.take(ReviewConfig.PROVIDER),
                values.take(ReviewConfig.MODEL),
                values.take(ReviewConfig.BASE_URL),
                values.take(ReviewConfig.KEY_ENVIRONMENT),
                values.take(ReviewConfig.KEY_FILE),
                values.take(ReviewConfig.TEMPERATURE),
                values.take(ReviewConfig.INPUT_PRICE),
                values.take(ReviewConfig.OUTPUT_PRICE),
                values.take(ReviewConfig.OUTPUT_TOKENS),
                values.take(ReviewConfig.CONTINUATIONS),
                values.take(ReviewConfig.DEADLINE),
                values.take(ReviewConfig.TRIES));
        return written.name().isPresent() ? checked("review", "", written, values) : Optional.empty();
    }

    private static Written special(String prefix, Written common, ConfigValues values) {
        return new Written(
                values.take(prefix, ModelKeys.PROVIDER, common.provider()),
                values.take(prefix, ModelKeys.NAME, common.name()),
                values.take(prefix, ModelKeys.BASE_URL, common.baseUrl()),
                values.take(prefix, ModelKeys.KEY_ENVIRONMENT, common.keyEnvironment()),
                values.take(prefix, ModelKeys.KEY_FILE, common.keyFile()),
                values.take(prefix, ModelKeys.TEMPERATURE, common.temperature()),
                values.take(prefix, ModelKeys.INPUT_PRICE, common.inputPrice()),
                values.take(prefix, ModelKeys.OUTPUT_PRICE, common.outputPrice()),
                values.take(prefix, ModelKeys.OUTPUT_TOKENS, common.outputTokens()),
                values.take(prefix, ModelKeys.CONTINUATIONS, common.continuations()),
                values.take(prefix, ModelKeys.DEADLINE, common.deadline()),
                values.take(prefix, ModelKeys.TRIES, common.tries()));
    }

    private static Optional<ModelConfig> checked(String prefix, String label, Written written, ConfigValues values) {
        if (written.name().isEmpty()) {
            values.fault(prefix + ".name is not set; set it to the provider's name for the model");
            return Optional.empty();
        }
        if (written.inputPrice().isPresent() != written.outputPrice().isPresent()) {
            values.fault(prefix + ".input-price and " + prefix + ".output-price go together; set both or neither");
        }
        Optional<String> keyEnvironment = written.keyEnvironment()
                .or(() -> written.baseUrl().isPresent() ? Optional.empty() : ownVariable(written.provider()));
        boolean hasKey = keyEnvironment.isPresent() || written.keyFile().isPresent();
        if (hasKey && written.baseUrl().filter(ModelConfig::isInTheClear).isPresent()) {
            values.fault(prefix + ".base-url begins with http:// and is not on this machine, so the key would travel in"
                    + " the clear; use https://");
        }
        try {
            return Optional.of(new ModelConfig(settings(label, written), keyEnvironment, written.keyFile()));
        } catch (IllegalArgumentException e) {
            values.fault(prefix + ".*: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ModelSettings settings(String label, Written written) {
        ModelSettings settings = ModelSettings.of(
                        written.provider(), written.name().orElseThrow())
                .withTemperature(written.temperature().orElse(null))
                .withLimits(CallLimits.DEFAULT
                        .withAnswers(written.outputTokens(), written.continuations())
                        .withPatience(written.deadline(), written.tries()));
        if (!label.isEmpty()) {
            settings = settings.withName(label + " (" + settings.name() + ")");
        }
        if (written.baseUrl().isPresent()) {
            settings = settings.at(written.baseUrl().get());
        }
        if (written.inputPrice().isPresent() && written.outputPrice().isPresent()) {
            settings = settings.withPrice(new ModelPrice(
                    written.inputPrice().get(), written.outputPrice().get()));
        }
        return settings;
    }

    private static Optional<String> ownVariable(ModelProvider provider) {
        return provider.needsKey()
                ? Optional.of(provider.name().toUpperCase(Locale.ROOT) + "_API_KEY")
                : Optional.empty();
    }

    private static boolean isInTheClear(URI address) {
        String host = String.valueOf(address.getHost());
        boolean here = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
        return "http".equals(address.getScheme()) && !here;
    }
}
