package io.evoforge.app.config;

import io.evoforge.engine.prompt.Approach;
import io.evoforge.engine.prompt.PromptSettings;
import io.evoforge.engine.search.BestOfN;
import io.evoforge.engine.search.HillClimb;
import io.evoforge.engine.search.Islands;
import io.evoforge.engine.search.SearchStrategy;
import java.util.List;

/**
 * Keys {@code search.*}.
 *
 * @param strategy how a run searches
 * @param approaches which forms of change are asked for
 * @param promptTokens how long a prompt may be
 */
public record SearchConfig(SearchStrategy strategy, List<Approach> approaches, int promptTokens) {
    /** The strategies there are. */
    enum Kind {
        HILL_CLIMB,
        BEST_OF_N,
        ISLANDS
    }

    static final ConfigKey<Kind> STRATEGY = new ConfigKey<>(
            "search.strategy",
            "hill-climb",
            "How a run searches: 'hill-climb' improves the champion, 'best-of-n' judges the best of several changes of"
                    + " it, 'islands' keeps several populations.",
            Parsers.choice(Kind.class));
    static final ConfigKey<List<Approach>> APPROACHES = new ConfigKey<>(
            "search.approaches",
            "any",
            "Which forms of change are asked for: 'any', 'edit', 'rewrite'. With several, what each brought for its"
                    + " money decides between them.",
            Parsers.list(Parsers.choice(Approach.class)));
    static final ConfigKey<Integer> PROMPT_TOKENS = new ConfigKey<>(
            "search.prompt-tokens",
            Integer.toString(PromptSettings.DEFAULT.tokens()),
            "How long a prompt may be, at four characters for a token. What was tried and other sources give way; the"
                    + " source to improve never does.",
            Parsers.integer(1000, 10_000_000));
    static final ConfigKey<Integer> BEST_OF = new ConfigKey<>(
            "search.best-of", "4", "How many candidates a generation of 'best-of-n' has.", Parsers.integer(1, 1000));
    static final ConfigKey<Integer> ISLANDS = new ConfigKey<>(
            "search.islands",
            Integer.toString(Islands.DEFAULT.islands()),
            "How many populations 'islands' keeps.",
            Parsers.integer(1, 100));
    static final ConfigKey<Integer> ARCHIVE = new ConfigKey<>(
            "search.archive",
            Integer.toString(Islands.DEFAULT.archive()),
            "How many sources an island keeps.",
            Parsers.integer(1, 1000));
    static final ConfigKey<Integer> MIGRATION = new ConfigKey<>(
            "search.migration-interval",
            Integer.toString(Islands.DEFAULT.migrationInterval()),
            "After how many candidates of an island its best one visits the next island.",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> STAGNATION = new ConfigKey<>(
            "search.stagnation",
            Integer.toString(Islands.DEFAULT.stagnation()),
            "After how many candidates without improvement an island begins again from the champion.",
            Parsers.integer(1, 1_000_000));

    static final List<ConfigKey<?>> ALL =
            List.of(STRATEGY, APPROACHES, PROMPT_TOKENS, BEST_OF, ISLANDS, ARCHIVE, MIGRATION, STAGNATION);

    static SearchConfig from(ConfigValues values) {
        Kind kind = values.take(STRATEGY);
        List<Approach> approaches = values.take(APPROACHES);
        int promptTokens = values.take(PROMPT_TOKENS);
        int bestOf = values.take(BEST_OF);
        Islands islands = new Islands(
                values.take(ISLANDS), values.take(ARCHIVE), values.take(MIGRATION), values.take(STAGNATION));
        if (approaches.isEmpty() || approaches.stream().distinct().count() < approaches.size()) {
            values.fault("search.approaches names none, or one of them twice; name at least one of any, edit, rewrite");
            approaches = List.of(Approach.ANY);
        }
        return new SearchConfig(
                switch (kind) {
                    case HILL_CLIMB -> new HillClimb();
                    case BEST_OF_N -> new BestOfN(bestOf);
                    case ISLANDS -> islands;
                },
                approaches,
                promptTokens);
    }
}
