package io.evoforge.engine;

import java.time.Duration;

/**
 * What a run does about calls, evaluations and publications that fail in a way that passes.
 *
 * @param callPauses between tries of a call, an evaluation, a review, or of what a full disk did not take
 * @param publicationPauses between tries of a publication
 * @param tries of one call or one evaluation before the run is given up, at least 1
 * @param drainTime how long the end of a run waits for publications that are due
 */
public record Patience(Pauses callPauses, Pauses publicationPauses, int tries, Duration drainTime) {
    /** Ten tries with pauses up to two minutes; publications with pauses up to ten, half a minute of them at the end. */
    public static final Patience DEFAULT = new Patience(
            new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(2)),
            new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            10,
            Duration.ofSeconds(30));

    public Patience {
        if (tries < 1) {
            throw new IllegalArgumentException("tries are at least 1 but were " + tries);
        }
    }

    /** The same with another time for publications at the end. */
    public Patience withDrainTime(Duration value) {
        return new Patience(callPauses, publicationPauses, tries, value);
    }
}
