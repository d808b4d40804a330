package io.evoforge.core.review;

import io.evoforge.core.versioncontrol.RepositoryPath;

/**
 * A reviewer's remark about one line of the changed file.
 *
 * @param path the file
 * @param line number of the line in the file as the change leaves it, at least 1
 * @param text the remark; untrusted
 */
public record LineComment(RepositoryPath path, int line, String text) {
    public LineComment {
        if (line < 1) {
            throw new IllegalArgumentException("lines count from 1 but was " + line);
        }
    }
}
