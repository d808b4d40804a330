package io.evoforge.llm.langchain4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model charges.
 *
 * @param inputDollars US dollars for a million tokens of input, at least 0
 * @param outputDollars US dollars for a million tokens of output, at least 0
 */
public record ModelPrice(double inputDollars, double outputDollars) {
    /** For what runs on one's own machine. */
    public static final ModelPrice FREE = new ModelPrice(0, 0);

    /** List prices of the providers as we know them. Prices change: a configured one goes before these. */
    private static final Map<ModelProvider, List<Entry>> PUBLISHED = Map.of(
            ModelProvider.ANTHROPIC,
            List.of(
                    new Entry("claude-opus-4-5", 5, 25),
                    new Entry("claude-opus-4-1", 15, 75),
                    new Entry("claude-opus-4", 15, 75),
                    new Entry("claude-sonnet-4-5", 3, 15),
                    new Entry("claude-sonnet-4", 3, 15),
                    new Entry("claude-3-7-sonnet", 3, 15),
                    new Entry("claude-haiku-4-5", 1, 5),
                    new Entry("claude-3-5-haiku", 0.8, 4)),
            ModelProvider.OPENAI,
            List.of(
                    new Entry("gpt-5", 1.25, 10),
                    new Entry("gpt-5-mini", 0.25, 2),
                    new Entry("gpt-5-nano", 0.05, 0.4),
                    new Entry("gpt-4.1", 2, 8),
                    new Entry("gpt-4.1-mini", 0.4, 1.6),
                    new Entry("gpt-4.1-nano", 0.1, 0.4),
                    new Entry("gpt-4o", 2.5, 10),
                    new Entry("gpt-4o-mini", 0.15, 0.6),
                    new Entry("o4-mini", 1.1, 4.4)));

    /** A model's name may end with its date; anything else behind it makes it another model. */
    private static final Pattern DATE = Pattern.compile("|-latest|-\\d{8}|-\\d{4}-\\d{2}-\\d{2}");

    private record Entry(String model, double input, double output) {
        boolean isFor(String name) {
            return name.startsWith(model)
                    && DATE.matcher(name.substring(model.length())).matches();
        }
    }

    public ModelPrice {
        if (!(inputDollars >= 0) || !(outputDollars >= 0) || Double.isInfinite(inputDollars + outputDollars)) {
            throw new IllegalArgumentException("a price is at least 0 dollars per million tokens but was "
                    + inputDollars + " and " + outputDollars);
        }
    }

    /**
     * The price that {@code provider} published for {@code model} when this was written. Empty if we do not know it; a
     * model that Ollama runs is free.
     */
    public static Optional<ModelPrice> published(ModelProvider provider, String model) {
        if (provider == ModelProvider.OLLAMA) {
            return Optional.of(FREE);
        }
        return PUBLISHED.getOrDefault(provider, List.of()).stream()
                .filter(entry -> entry.isFor(model))
                .findFirst()
                .map(entry -> new ModelPrice(entry.input(), entry.output()));
    }

    /** What these tokens cost, in millionths of a US dollar, rounded up. */
    public long microdollars(long inputTokens, long outputTokens) {
        // dollars for a million tokens are millionths of a dollar for one
        return (long) Math.ceil(inputTokens * inputDollars + outputTokens * outputDollars);
    }
}
