package io.evoforge.dashboard.port;

import org.jspecify.annotations.Nullable;

/** Starts and pauses the run from the page. Safe for use by several threads; every method returns at once. */
public interface RunControl {
    /** What the run does right now. */
    enum State {
        /** Nothing is under way. */
        IDLE,
        /** Candidates are asked for and measured, in this process. */
        RUNNING,
        /** What is under way is finished, then the run rests. */
        STOPPING,
        /** Another process works on it; it can be paused only there. */
        ELSEWHERE
    }

    /**
     * What the run does right now.
     *
     * @param state in one word
     * @param note how the last part of it ended or what it waits for, or null if there is nothing to say
     * @param lastCandidate number of the candidate after which it ends by itself, or null if none is set
     * @param budgetMicrodollars what it may spend, in millionths of a US dollar, or null for no limit
     */
    record Activity(
            State state,
            @Nullable String note,
            @Nullable Long lastCandidate,
            @Nullable Long budgetMicrodollars) {}

    /** What the run does right now. */
    Activity activity();

    /**
     * Begins the run or goes on with it, as far as is configured.
     *
     * @return whether this call started it; false if it works already
     * @throws RuntimeException with a message for a person if it cannot be started
     */
    boolean start();

    /**
     * Asks the run to finish what is under way and to rest then. Nothing that was stored is lost.
     *
     * @return whether there was a run to pause in this process
     */
    boolean pause();
}
