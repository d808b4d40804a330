package io.evoforge.engine;

import io.evoforge.engine.prompt.PromptSettings;
import io.evoforge.engine.search.HillClimb;
import io.evoforge.engine.search.SearchStrategy;

/**
 * How a run is led. Begin with {@link #of} and change what is different. Name, seed and origin matter only to a run that
 * begins; one that is taken up again has its own.
 *
 * @param run names the run in the whole world; part of every adoption's id
 * @param seed of all chance in the run
 * @param origin what it begins with
 * @param strategy how it searches
 * @param prompt what proposers are told
 * @param concurrency how much goes on at once
 * @param patience with what fails
 */
public record EngineSettings(
        String run,
        long seed,
        RunOrigin origin,
        SearchStrategy strategy,
        PromptSettings prompt,
        Concurrency concurrency,
        Patience patience) {
    public EngineSettings {
        if (run.isBlank()) {
            throw new IllegalArgumentException("a run needs a name");
        }
    }

    /** One candidate at a time, climbing from {@code origin}. */
    public static EngineSettings of(String run, long seed, RunOrigin origin) {
        return new EngineSettings(
                run, seed, origin, new HillClimb(), PromptSettings.DEFAULT, Concurrency.NONE, Patience.DEFAULT);
    }

    /** These settings with another strategy. */
    public EngineSettings withStrategy(SearchStrategy value) {
        return new EngineSettings(run, seed, origin, value, prompt, concurrency, patience);
    }

    /** These settings with other prompts. */
    public EngineSettings withPrompt(PromptSettings value) {
        return new EngineSettings(run, seed, origin, strategy, value, concurrency, patience);
    }

    /** These settings with more at once, or less. */
    public EngineSettings withConcurrency(Concurrency value) {
        return new EngineSettings(run, seed, origin, strategy, prompt, value, patience);
    }

    /** These settings with other patience. */
    public EngineSettings withPatience(Patience value) {
        return new EngineSettings(run, seed, origin, strategy, prompt, concurrency, value);
    }
}
