package io.evoforge.tools.run;

/** Whether a run works now. */
public enum RunActivity {
    /** Nobody works on it. */
    IDLE,
    /** It works, in this process. */
    RUNNING,
    /** It finishes what is under way, in this process, and stops then. */
    STOPPING,
    /** Another process works on it; it is watched from here, and can be stopped only there. */
    ELSEWHERE
}
