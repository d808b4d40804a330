package io.evoforge.vcs.delivery;

import io.evoforge.vcs.hosting.Branches;
import io.evoforge.vcs.hosting.Checks;
import io.evoforge.vcs.hosting.PullRequestDecisions;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.hosting.Releases;
import io.evoforge.vcs.hosting.Tags;
import java.util.List;

/**
 * The host of the repository, and what pull requests on it ask for.
 *
 * @param pullRequests its pull requests
 * @param decisions what becomes of them
 * @param checks what machines say
 * @param branches its branches
 * @param tags its tags
 * @param releases its releases
 * @param labels put on each pull request
 * @param reviewers asked to review each; account names, or {@code team:} and a team's short name
 * @param draft whether they are opened as not ready for review
 */
public record DeliveryHost(
        PullRequests pullRequests,
        PullRequestDecisions decisions,
        Checks checks,
        Branches branches,
        Tags tags,
        Releases releases,
        List<String> labels,
        List<String> reviewers,
        boolean draft) {
    public DeliveryHost {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
    }
}
