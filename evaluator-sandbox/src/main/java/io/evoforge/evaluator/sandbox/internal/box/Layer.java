package io.evoforge.evaluator.sandbox.internal.box;

/** A layer of the operating system around a box. */
public enum Layer {
    /** Another, unprivileged user; needed only when we are root. */
    USER,
    /** Limits on memory, threads, files and file sizes. */
    LIMITS,
    /** A view of the file system, the network and the processes that holds nothing but the Java runtime. */
    VIEW,
    /** A filter on system calls; needs the view. */
    SYSCALLS,
    /** An end with ours, whatever the box is doing and whatever instant of its start it is in; needs the view. */
    LIFETIME
}
