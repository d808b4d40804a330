package io.evoforge.core.evaluation;

/** How well the box holds a candidate, found by trying it. In rising order. */
public enum ContainmentLevel {
    /** A process of its own with an empty environment and limits on memory and time. */
    PROCESS,
    /** Also an unprivileged user and limits of the operating system. */
    LIMITED,
    /** Also no network, no writable path, only the runtime in view, and a filter on system calls. */
    FULL
}
