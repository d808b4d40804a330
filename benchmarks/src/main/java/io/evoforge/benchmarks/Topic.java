package io.evoforge.benchmarks;

import java.io.PrintStream;

/** One question of speed, answered in one run. To add one, implement this and name it in {@link Benchmarks}. */
interface Topic {
    /** What it is called on the command line. */
    String name();

    /** What it compares, in one line. */
    String description();

    /** Measures and prints a table. */
    void run(PrintStream out) throws Exception;
}
