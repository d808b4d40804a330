package io.evoforge.tools;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import java.net.URI;
import java.util.List;

/**
 * A pull request for an adopted version.
 *
 * @param version which version
 * @param number the pull request's number
 * @param page where people see it
 * @param head the branch with the version
 * @param base the branch it is to go to
 * @param isNew whether it was opened by this call
 * @param warnings what could not be done beside opening it
 */
public record PullRequestReport(
        EvolutionVersion version,
        int number,
        URI page,
        BranchName head,
        BranchName base,
        boolean isNew,
        List<String> warnings) {
    public PullRequestReport {
        warnings = List.copyOf(warnings);
    }
}
