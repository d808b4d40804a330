package io.evoforge.vcs;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.message.ProposalText;
import java.util.List;

/**
 * How versions are proposed for review: each on a branch {@code evolution/vN} with a pull request.
 *
 * @param host where
 * @param labels put on each pull request
 * @param reviewers asked to review each; account names, or {@code team:} and a team's short name
 * @param draft whether they are opened as not ready for review
 * @param whenProtected whether a version is also proposed when a direct commit met a protected branch
 */
public record Proposals(
        PullRequests host, List<String> labels, List<String> reviewers, boolean draft, boolean whenProtected) {
    private static final String PREFIX = "evolution/";

    public Proposals {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
    }

    /** The branch of a version. */
    BranchName branchOf(EvolutionVersion version) {
        return new BranchName(PREFIX + version);
    }

    ProposalOutcome propose(Evolution evolution, BranchName base, double referencePsnrDb) {
        return host.propose(new PullRequestProposal(
                branchOf(evolution.version()),
                base,
                ProposalText.title(evolution, referencePsnrDb),
                ProposalText.body(evolution, referencePsnrDb),
                labels,
                reviewers,
                draft));
    }
}
