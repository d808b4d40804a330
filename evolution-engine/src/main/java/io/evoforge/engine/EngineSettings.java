package io.evoforge.engine;

import io.evoforge.engine.prompt.PromptSettings;
import io.evoforge.engine.search.HillClimb;
import io.evoforge.engine.search.SearchStrategy;
import java.time.Duration;

/**
 * How a run is led. Name, seed and origin matter only to a run that begins; one that is taken up again has its own.
 *
 * @param run names the run in the whole world; part of every adoption's id
 * @param seed of all chance in the run
 * @param origin what it begins with
 * @param strategy how it searches
 * @param prompt what proposers are told
 * @param inFlight how many candidates are under way at once, at least 1: a candidate's prompt knows every decision but
 *     those about the {@code inFlight - 1} candidates before it. Part of what decides a run's course, unlike the workers
 * @param modelCalls how many calls are made at once, at least 1
 * @param workers how many evaluations run at once, at least 1
 * @param callPauses between tries of a call that failed in a way that passes
 * @param publicationPauses between tries of a publication
 * @param tries of one call or one evaluation before the run is given up, at least 1
 * @param drainTime how long the end of a run waits for publications that are due
 */
public record EngineSettings(
        String run,
        long seed,
        RunOrigin origin,
        SearchStrategy strategy,
        PromptSettings prompt,
        int inFlight,
        int modelCalls,
        int workers,
        Pauses callPauses,
        Pauses publicationPauses,
        int tries,
        Duration drainTime) {
    public EngineSettings {
        if (run.isBlank()) {
            throw new IllegalArgumentException("a run needs a name");
        }
        if (inFlight < 1 || modelCalls < 1 || workers < 1 || tries < 1) {
            throw new IllegalArgumentException("candidates in flight, model calls, workers and tries are at least 1 but"
                    + " were " + inFlight + ", " + modelCalls + ", " + workers + ", " + tries);
        }
    }

    /** One candidate at a time, climbing from {@code origin}. */
    public static EngineSettings of(String run, long seed, RunOrigin origin) {
        return new EngineSettings(
                run,
                seed,
                origin,
                new HillClimb(),
                PromptSettings.DEFAULT,
                1,
                1,
                1,
                new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(2)),
                new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                10,
                Duration.ofSeconds(30));
    }

    /** These settings with another strategy. */
    public EngineSettings withStrategy(SearchStrategy value) {
        return new EngineSettings(
                run,
                seed,
                origin,
                value,
                prompt,
                inFlight,
                modelCalls,
                workers,
                callPauses,
                publicationPauses,
                tries,
                drainTime);
    }

    /** These settings with other prompts. */
    public EngineSettings withPrompt(PromptSettings value) {
        return new EngineSettings(
                run,
                seed,
                origin,
                strategy,
                value,
                inFlight,
                modelCalls,
                workers,
                callPauses,
                publicationPauses,
                tries,
                drainTime);
    }

    /** These settings with so many candidates in flight, calls at once, and evaluations at once. */
    public EngineSettings withConcurrency(int candidates, int calls, int evaluations) {
        return new EngineSettings(
                run,
                seed,
                origin,
                strategy,
                prompt,
                candidates,
                calls,
                evaluations,
                callPauses,
                publicationPauses,
                tries,
                drainTime);
    }

    /** These settings with other patience: pauses, tries, and time for publications at the end. */
    public EngineSettings withPatience(Pauses forCalls, Pauses forPublications, int times, Duration atTheEnd) {
        return new EngineSettings(
                run,
                seed,
                origin,
                strategy,
                prompt,
                inFlight,
                modelCalls,
                workers,
                forCalls,
                forPublications,
                times,
                atTheEnd);
    }
}
