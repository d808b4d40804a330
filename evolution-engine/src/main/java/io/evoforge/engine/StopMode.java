package io.evoforge.engine;

/** How a run is stopped from outside. Either way, nothing that was stored is lost, and the run can be taken up again. */
public enum StopMode {
    /** Nothing new is asked; calls and evaluations under way are waited for, decided and published. */
    FINISH,
    /** Calls and evaluations under way are dropped; a call that was dropped is made again by the next start. */
    ABANDON
}
