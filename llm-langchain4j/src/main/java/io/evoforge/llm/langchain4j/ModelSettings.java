package io.evoforge.llm.langchain4j;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One model and how it is asked.
 *
 * @param name for a person; a run tells its models apart by it
 * @param provider whose interface it is asked through
 * @param model the provider's name for it
 * @param baseUrl where it is asked, {@code http} or {@code https}, without a user
 * @param temperature of its answers, or null for the provider's default
 * @param price what it charges, or null if that is not known: then its calls count as free
 * @param limits of a call
 */
public record ModelSettings(
        String name,
        ModelProvider provider,
        String model,
        URI baseUrl,
        @Nullable Double temperature,
        @Nullable ModelPrice price,
        CallLimits limits) {
    public ModelSettings {
        if (name.isBlank() || model.isBlank() || name.contains("\n")) {
            throw new IllegalArgumentException("a model needs a name of one line, and the provider's name for it");
        }
        String scheme = baseUrl.getScheme();
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of a model begins with https:// or http:// and names a host");
        }
        if (baseUrl.getRawUserInfo() != null || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("the address of a model holds no user, password, query or fragment");
        }
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("a temperature is from 0 to 2 but was " + temperature);
        }
    }

    /** {@code model} at its provider's own address, at its published price if we know it. */
    public static ModelSettings of(ModelProvider provider, String model) {
        return new ModelSettings(
                provider.name().toLowerCase(Locale.ROOT) + "/" + model,
                provider,
                model,
                provider.baseUrl(),
                null,
                ModelPrice.published(provider, model).orElse(null),
                CallLimits.DEFAULT);
    }

    /** This model under another name. */
    public ModelSettings withName(String value) {
        return new ModelSettings(value, provider, model, baseUrl, temperature, price, limits);
    }

    /** This model at another address. Nobody's list price is known to hold there, so the price becomes unknown. */
    public ModelSettings at(URI address) {
        return new ModelSettings(
                name, provider, model, address, temperature, provider.needsKey() ? null : price, limits);
    }

    /** This model with another temperature, null for the provider's default. */
    public ModelSettings withTemperature(@Nullable Double value) {
        return new ModelSettings(name, provider, model, baseUrl, value, price, limits);
    }

    /** This model at another price. */
    public ModelSettings withPrice(ModelPrice value) {
        return new ModelSettings(name, provider, model, baseUrl, temperature, value, limits);
    }

    /** This model with other limits. */
    public ModelSettings withLimits(CallLimits value) {
        return new ModelSettings(name, provider, model, baseUrl, temperature, price, value);
    }
}
