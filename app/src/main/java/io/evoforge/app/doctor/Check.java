package io.evoforge.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what, such as "ffmpeg"
 * @param status how it is
 * @param finding what was found, and what to do about it if something is to be done
 */
public record Check(String name, Status status, String finding) {
    /** How something is. In rising order of what it prevents. */
    public enum Status {
        /** As it should be. */
        FINE,
        /** Something optional is missing. */
        NOTE,
        /** The remote or its credentials cannot be reached: a run works, and publishes later. */
        UNAVAILABLE,
        /** A policy forbids to start a run like this. */
        REFUSED,
        /** A run cannot work, or its numbers could not be trusted. */
        FAILED
    }
}
