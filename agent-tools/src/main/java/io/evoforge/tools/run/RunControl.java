package io.evoforge.tools.run;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.EngineException;
import io.evoforge.engine.RunLimits;
import java.util.List;
import java.util.Optional;

/**
 * Starts and stops a run. How long it goes on, what it may cost, and who proposes are settled by configuration.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface RunControl {
    /** Whether the run works now. */
    RunActivity activity();

    /** How it ended or what it waits for, for a person; empty if there is nothing to say. */
    Optional<String> note();

    /** When a run started here ends by itself; empty while none was started. */
    Optional<RunLimits> limits();

    /**
     * Begins the run or goes on with it, in the background.
     *
     * @return whether this call started it; false if it works already
     * @throws EngineException {@code FORBIDDEN} if a rule of the configuration does not let a run begin
     * @throws io.evoforge.core.evolution.StoreException {@code IN_USE} if another process holds the run
     */
    boolean resume();

    /**
     * Asks the run to finish what is under way and to stop then. Does not wait for that.
     *
     * @return whether there was a run to stop in this process
     */
    boolean pause();

    /**
     * Puts one candidate through the whole gate, as if a proposer had answered with it, and waits for what becomes of it.
     *
     * @param summary one line about what it changes
     * @return the candidate's number
     * @throws EngineException {@code RUNNING} if the run works, {@code FORBIDDEN} if a rule of the configuration does not
     *     let it
     * @throws io.evoforge.core.evolution.StoreException {@code IN_USE} if another process holds the run
     */
    long propose(SourceCode source, String summary);

    /**
     * Keeps what was published beside the run. While the run works it finds that out by itself, and nothing is kept.
     *
     * @throws io.evoforge.core.evolution.StoreException if it could not be kept
     */
    void keep(List<RunEvent> published);
}
