package io.evoforge.engine.review;

/** What follows when a reviewer asks for changes. */
public enum ObjectionPolicy {
    /** The version is published when a person has said so. */
    HOLD,
    /** The version is withdrawn, the champion is the one before it, and the next prompt tells the objections. */
    REPAIR,
    /** The version is published all the same; the objections are on record. */
    ADVISE
}
