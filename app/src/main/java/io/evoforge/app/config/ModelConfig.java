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
        Written common = written(ModelKeys.PROPOSER, values);
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
        Written written = written(ModelKeys.REVIEWER, values);
        return written.name().isPresent() ? checked("review", "", written, values) : Optional.empty();
    }

    private static Written written(ModelKeys keys, ConfigValues values) {
        return new Written(
                values.take(keys.provider),
                values.take(keys.name),
                values.take(keys.baseUrl),
                values.take(keys.keyEnvironment),
                values.take(keys.keyFile),
                values.take(keys.temperature),
                values.take(keys.inputPrice),
                values.take(keys.outputPrice),
                values.take(keys.outputTokens),
                values.take(keys.continuations),
                values.take(keys.deadline),
                values.take(keys.tries));
    }

    private static Written special(String prefix, Written common, ConfigValues values) {
        ModelKeys keys = ModelKeys.PROPOSER;
        return new Written(
                values.take(prefix, keys.provider, common.provider()),
                values.take(prefix, keys.name, common.name()),
                values.take(prefix, keys.baseUrl, common.baseUrl()),
                values.take(prefix, keys.keyEnvironment, common.keyEnvironment()),
                values.take(prefix, keys.keyFile, common.keyFile()),
                values.take(prefix, keys.temperature, common.temperature()),
                values.take(prefix, keys.inputPrice, common.inputPrice()),
                values.take(prefix, keys.outputPrice, common.outputPrice()),
                values.take(prefix, keys.outputTokens, common.outputTokens()),
                values.take(prefix, keys.continuations, common.continuations()),
                values.take(prefix, keys.deadline, common.deadline()),
                values.take(prefix, keys.tries, common.tries()));
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
