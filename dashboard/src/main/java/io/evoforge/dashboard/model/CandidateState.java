package io.evoforge.dashboard.model;

/** What became of a candidate so far. */
public enum CandidateState {
    /** The proposer was asked. */
    ASKED,
    /** There is a source, which is being measured or waits for its turn. */
    MEASURED,
    /** It became a version. */
    ADOPTED,
    /** Measured, and not better. */
    REJECTED,
    /** The evaluator refused it. */
    REFUSED,
    /** No answer could be used, or it is a program that was tried before. */
    UNUSABLE,
    /** Measured, but not comparable. */
    INDECISIVE
}
