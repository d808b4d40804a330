package io.evoforge.engine.review;

import io.evoforge.core.review.ChangeReviewer;
import io.evoforge.core.versioncontrol.RepositoryPath;

/**
 * How adopted versions are reviewed before they are published.
 *
 * @param reviewer who is asked
 * @param onChangesRequested what follows when it asks for changes
 * @param required whether a version without a review waits for a person; otherwise it goes on without one
 * @param tries of one review in one start of a run, at least 1
 * @param path of the source in the repository, as reviewers see it
 */
public record ReviewSettings(
        ChangeReviewer reviewer, ObjectionPolicy onChangesRequested, boolean required, int tries, RepositoryPath path) {
    public ReviewSettings {
        if (tries < 1) {
            throw new IllegalArgumentException("tries of a review are at least 1 but were " + tries);
        }
    }
}
