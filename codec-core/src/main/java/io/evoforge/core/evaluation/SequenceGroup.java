package io.evoforge.core.evaluation;

/** Which sequences a candidate is measured on. */
public enum SequenceGroup {
    /** Sequences whose results the proposer sees. */
    TRAINING,

    /** Sequences that no prompt, log for the model or feedback ever mentions; the last check before adoption. */
    HELD_OUT
}
