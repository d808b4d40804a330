package io.evoforge.vcs;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Set;

/**
 * Why nothing is written until a person has looked: going on would overwrite somebody's work.
 *
 * @param paths the files it is about; empty if the whole branch was deleted or rewound
 * @param message what happened, why, and what to do next
 */
public record Hold(Set<RepositoryPath> paths, String message) {
    public Hold {
        paths = Set.copyOf(paths);
    }
}
