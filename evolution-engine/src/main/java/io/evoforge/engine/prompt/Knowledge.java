package io.evoforge.engine.prompt;

import io.evoforge.engine.search.Individual;
import java.util.List;

/**
 * What a prompt is written from.
 *
 * @param candidate number of the candidate that is asked for
 * @param lastCandidate number of the last candidate of the run, or {@link Long#MAX_VALUE} if there is no limit
 * @param parent the source to improve
 * @param inspirations other good sources, best first
 * @param lessons of earlier candidates, oldest first
 * @param approach which form of change is asked for
 */
public record Knowledge(
        long candidate,
        long lastCandidate,
        Individual parent,
        List<Individual> inspirations,
        List<Lesson> lessons,
        Approach approach) {
    public Knowledge {
        inspirations = List.copyOf(inspirations);
    }
}
