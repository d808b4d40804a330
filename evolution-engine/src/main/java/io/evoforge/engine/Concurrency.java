package io.evoforge.engine;

/**
 * How much of a run goes on at once.
 *
 * @param inFlight how many candidates are under way, at least 1: a candidate's prompt knows every decision but those about
 *     the {@code inFlight - 1} candidates before it. Part of what decides a run's course, unlike the others
 * @param modelCalls how many calls are made at once, at least 1
 * @param workers how many evaluations run at once, at least 1
 */
public record Concurrency(int inFlight, int modelCalls, int workers) {
    /** One after the other. */
    public static final Concurrency NONE = new Concurrency(1, 1, 1);

    public Concurrency {
        if (inFlight < 1 || modelCalls < 1 || workers < 1) {
            throw new IllegalArgumentException("candidates in flight, model calls and workers are at least 1 but were "
                    + inFlight + ", " + modelCalls + ", " + workers);
        }
    }
}
