package io.evoforge.app.config;

import io.evoforge.tools.chat.ChatSettings;
import java.util.List;
import java.util.Optional;

/**
 * Keys {@code chat.*}.
 *
 * @param kind who answers
 * @param settings how
 */
public record ChatConfig(Kind kind, ChatSettings settings) {
    /** Who may answer. */
    public enum Kind {
        /** The configured model; commands if there is none. */
        AUTO,
        /** Nobody but commands. */
        COMMANDS,
        /** The configured model. */
        MODEL
    }

    static final ConfigKey<Kind> KIND = new ConfigKey<>(
            "chat.kind",
            "auto",
            "Who answers in the chat: 'model' is the configured model, the first of several; 'commands' understands plain"
                    + " requests without one; 'auto' takes the model if there is one.",
            Parsers.choice(Kind.class));
    static final ConfigKey<Boolean> CONFIRM = new ConfigKey<>(
            "chat.confirm", "true", "Whether what writes, such as a commit, is asked about first.", Parsers::yesOrNo);
    static final ConfigKey<Integer> HISTORY = new ConfigKey<>(
            "chat.history-messages",
            Integer.toString(ChatSettings.DEFAULT.historyMessages()),
            "How many messages of a conversation a model is told again, its own and its tools' included.",
            Parsers.integer(2, 10_000));
    static final ConfigKey<Optional<Double>> DOLLARS = new ConfigKey<>(
            "chat.dollars",
            "",
            "US dollars that the chat of one start may spend on the model; the answer under way is finished. It is apart"
                    + " from the run's budget, and needs a model with a known price.",
            Parsers.optional(Parsers::notNegative));

    static final List<ConfigKey<?>> ALL = List.of(KIND, CONFIRM, HISTORY, DOLLARS);

    static ChatConfig from(ConfigValues values, List<ModelConfig> models) {
        Kind kind = values.take(KIND);
        Optional<Double> dollars = values.take(DOLLARS);
        if (kind == Kind.MODEL && models.isEmpty()) {
            values.fault(
                    "chat.kind was 'model' but no model is configured; set model.name, or chat.kind to 'commands'");
        }
        if (dollars.isPresent()
                && kind != Kind.COMMANDS
                && !models.isEmpty()
                && models.get(0).settings().price() == null) {
            values.fault("chat.dollars is set but the price of "
                    + models.get(0).settings().name()
                    + " is not known; set its input-price and output-price, in dollars per million tokens");
        }
        return new ChatConfig(
                kind,
                ChatSettings.DEFAULT
                        .withConfirms(values.take(CONFIRM))
                        .withHistoryMessages(values.take(HISTORY))
                        .withMicrodollars(dollars.map(amount -> Math.round(amount * 1_000_000))
                                .orElse(null)));
    }
}
