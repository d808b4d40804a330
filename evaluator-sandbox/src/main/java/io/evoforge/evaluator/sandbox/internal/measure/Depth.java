package io.evoforge.evaluator.sandbox.internal.measure;

/**
 * How thoroughly a candidate is measured: the more depends on it, the more is done.
 *
 * @param repeatsAll whether every quality of every sequence is done a second time, or one quality of each sequence
 * @param timesAlone whether times are taken while nothing else of this process runs in a box
 */
public record Depth(boolean repeatsAll, boolean timesAlone) {
    /** Enough to find accidents. */
    public static final Depth TRIAL = new Depth(false, false);

    /** As a trial, with times for a person to read. */
    public static final Depth REPORT = new Depth(false, true);

    /** What is to be adopted has to stand up to it. */
    public static final Depth CONFIRMATION = new Depth(true, true);
}
